import { type Kysely, sql } from 'kysely'

/** Clips that show a practice well: nominated, consented to, published to an audience, collected and found. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Open from the nomination until it was refused, taken back or ended. What it is now is read from the rows around
    -- it, as of this moment; see src/exemplars/state-of.ts.
    create table exemplars (
      organisation_id uuid not null,
      id uuid primary key,
      clip_id uuid not null,
      owner_id uuid not null,
      nominated_by uuid not null,
      nominated_at timestamptz not null default now(),
      client_key text not null,
      reasons text[] not null check (reasons <@ array['student thinking', 'depth', 'clarity'] and cardinality(reasons) > 0),
      words text not null check (words ~ '\\S' and length(words) <= 2000),
      -- The audience that was asked for. What the owner agreed to stands in their consent.
      asked_kind text not null check (asked_kind in ('cohort', 'site', 'district', 'organisation')),
      asked_cohort_id uuid,
      asked_site_id uuid,
      asked_district_id uuid,
      -- The context card.
      title text not null check (title ~ '\\S' and length(title) <= 200),
      content_area text,
      grade_band text,
      goal text check (goal ~ '\\S' and length(goal) <= 1000),
      came_before text check (came_before ~ '\\S' and length(came_before) <= 1000),
      questions text[] not null default '{}' check (cardinality(questions) <= 12),
      protocol_key text,
      -- Another exemplar, of the first try of what this one shows again.
      first_try_id uuid,
      refused_at timestamptz,
      taken_back_at timestamptz,
      ended_at timestamptz,
      ended_because text check (ended_because in
        ('owner', 'withdrawn', 'consent withdrawn', 'consent narrowed', 'purged', 'owner left', 'expired')),
      receipt jsonb,
      check ((ended_at is null) = (ended_because is null)),
      check ((asked_kind = 'cohort') = (asked_cohort_id is not null)),
      check ((asked_kind = 'site') = (asked_site_id is not null)),
      check ((asked_kind = 'district') = (asked_district_id is not null)),
      check (first_try_id <> id),
      unique (organisation_id, id),
      unique (nominated_by, client_key),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id),
      foreign key (organisation_id, owner_id) references people (organisation_id, id),
      foreign key (organisation_id, nominated_by) references people (organisation_id, id),
      foreign key (organisation_id, asked_cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, asked_site_id) references sites (organisation_id, id),
      foreign key (organisation_id, asked_district_id) references districts (organisation_id, id),
      foreign key (organisation_id, first_try_id) references exemplars (organisation_id, id)
    );
    create unique index one_open_exemplar on exemplars (clip_id)
      where refused_at is null and taken_back_at is null and ended_at is null;
    create index exemplars_by_clip on exemplars (clip_id);
    create index exemplars_by_owner on exemplars (owner_id, id);
    create index exemplars_by_nominator on exemplars (nominated_by, id);
    create index exemplars_by_organisation on exemplars (organisation_id, id);
    create index exemplars_by_first_try on exemplars (first_try_id) where first_try_id is not null;

    -- The owner's yes: to whom, until which day (the whole of it, where they work), with or without their name.
    create table exemplar_consents (
      organisation_id uuid not null,
      id uuid primary key,
      exemplar_id uuid not null,
      kind text not null check (kind in ('cohort', 'site', 'district', 'organisation')),
      cohort_id uuid,
      site_id uuid,
      district_id uuid,
      shows_name boolean not null,
      ends_on date not null,
      until timestamptz not null,
      -- The text that was agreed to, as it then was.
      text_version integer not null check (text_version > 0),
      text_hash bytea not null check (length(text_hash) = 32),
      given_at timestamptz not null default now(),
      revoked_at timestamptz,
      check ((kind = 'cohort') = (cohort_id is not null)),
      check ((kind = 'site') = (site_id is not null)),
      check ((kind = 'district') = (district_id is not null)),
      unique (organisation_id, id),
      foreign key (organisation_id, exemplar_id) references exemplars (organisation_id, id),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, site_id) references sites (organisation_id, id),
      foreign key (organisation_id, district_id) references districts (organisation_id, id)
    );
    create unique index one_live_exemplar_consent on exemplar_consents (exemplar_id) where revoked_at is null;
    create index exemplar_consents_by_exemplar on exemplar_consents (exemplar_id, given_at);
    create index ending_exemplar_consents on exemplar_consents (until) where revoked_at is null;
    create index revoked_exemplar_consents on exemplar_consents (id) where revoked_at is not null;

    -- The second way to be seen, beside a grant: whoever belongs to the audience may watch, while all that must hold does.
    create table clip_audiences (
      organisation_id uuid not null,
      id uuid primary key,
      clip_id uuid not null,
      owner_id uuid not null,
      exemplar_id uuid not null,
      consent_id uuid not null,
      kind text not null check (kind in ('cohort', 'site', 'district', 'organisation')),
      cohort_id uuid,
      site_id uuid,
      district_id uuid,
      shows_name boolean not null,
      until timestamptz not null,
      opened_by uuid not null,
      opened_at timestamptz not null default now(),
      closed_by uuid,
      closed_at timestamptz,
      closed_because text check (closed_because in ('curator', 'owner', 'renewed',
        'withdrawn', 'consent withdrawn', 'consent narrowed', 'purged', 'owner left', 'expired')),
      check ((closed_at is null) = (closed_because is null)),
      check ((kind = 'cohort') = (cohort_id is not null)),
      check ((kind = 'site') = (site_id is not null)),
      check ((kind = 'district') = (district_id is not null)),
      unique (organisation_id, id),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id),
      foreign key (organisation_id, owner_id) references people (organisation_id, id),
      foreign key (organisation_id, exemplar_id) references exemplars (organisation_id, id),
      foreign key (organisation_id, consent_id) references exemplar_consents (organisation_id, id),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, site_id) references sites (organisation_id, id),
      foreign key (organisation_id, district_id) references districts (organisation_id, id),
      foreign key (organisation_id, opened_by) references people (organisation_id, id),
      foreign key (organisation_id, closed_by) references people (organisation_id, id)
    );
    create unique index one_open_audience on clip_audiences (clip_id) where closed_at is null;
    create index open_audiences on clip_audiences (organisation_id, kind) where closed_at is null;
    create index ending_audiences on clip_audiences (until) where closed_at is null;
    create index audiences_by_clip on clip_audiences (clip_id, opened_at);
    create index audiences_by_exemplar on clip_audiences (exemplar_id, opened_at);
    create index audiences_by_owner on clip_audiences (owner_id) where closed_at is null;
    -- Each look at an audience asks for it: read from the index alone.
    create index live_attestations on consent_attestations (clip_id) include (scope) where replaced_at is null;

    -- A cohort that studies an exemplar talks by itself: its owner does not read that.
    alter table threads
      add column exemplar_id uuid,
      add foreign key (organisation_id, exemplar_id) references exemplars (organisation_id, id);
    create index studied_threads on threads (cohort_id, clip_id) where exemplar_id is not null;
    create index studies_by_exemplar on threads (exemplar_id) where exemplar_id is not null;

    create table teaching_notes (
      organisation_id uuid not null,
      id uuid primary key,
      exemplar_id uuid not null,
      author_id uuid not null,
      -- On the recording's timeline, half-open, as talk is.
      start_ms integer not null check (start_ms >= 0),
      end_ms integer check (end_ms > start_ms),
      body text not null check (body ~ '\\S' and length(body) <= 2000),
      client_key text not null,
      created_at timestamptz not null default now(),
      edited_at timestamptz,
      unique (organisation_id, id),
      unique (author_id, client_key),
      foreign key (organisation_id, exemplar_id) references exemplars (organisation_id, id),
      foreign key (organisation_id, author_id) references people (organisation_id, id)
    );
    create index teaching_notes_by_exemplar on teaching_notes (exemplar_id, start_ms, id);

    -- An organisation's own words for practices, look-fors and standards. None are shipped.
    create table terms (
      organisation_id uuid not null references organisations,
      id uuid primary key,
      kind text not null check (kind in ('practice', 'look-for', 'standard')),
      code text check (code ~ '\\S' and length(code) <= 60),
      name text not null check (name ~ '\\S' and length(name) <= 300),
      created_by uuid,
      created_at timestamptz not null default now(),
      retired_at timestamptz,
      check ((kind = 'standard') = (code is not null)),
      unique (organisation_id, id),
      foreign key (organisation_id, created_by) references people (organisation_id, id)
    );
    create unique index one_standard_of_a_code on terms (organisation_id, code) where code is not null;
    create unique index one_term_of_a_name on terms (organisation_id, kind, lower(name)) where code is null;
    create table exemplar_tags (
      organisation_id uuid not null,
      exemplar_id uuid not null,
      term_id uuid not null,
      primary key (exemplar_id, term_id),
      foreign key (organisation_id, exemplar_id) references exemplars (organisation_id, id),
      foreign key (organisation_id, term_id) references terms (organisation_id, id)
    );
    create index exemplar_tags_by_term on exemplar_tags (term_id, exemplar_id);

    -- What can be found by words, in both languages; written again with whatever it is made of.
    create table exemplar_words (
      organisation_id uuid not null,
      exemplar_id uuid primary key,
      document tsvector not null,
      foreign key (organisation_id, exemplar_id) references exemplars (organisation_id, id)
    );
    create index exemplar_words_by_word on exemplar_words using gin (document);

    -- Of the whole organisation where no cohort is named.
    create table collections (
      organisation_id uuid not null references organisations,
      id uuid primary key,
      cohort_id uuid,
      title text not null check (title ~ '\\S' and length(title) <= 120),
      introduction text check (introduction ~ '\\S' and length(introduction) <= 2000),
      client_key text not null,
      created_by uuid not null,
      created_at timestamptz not null default now(),
      retired_at timestamptz,
      unique (organisation_id, id),
      unique (created_by, client_key),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, created_by) references people (organisation_id, id)
    );
    create index collections_by_cohort on collections (organisation_id, cohort_id) where retired_at is null;
    create table collection_items (
      organisation_id uuid not null,
      collection_id uuid not null,
      exemplar_id uuid not null,
      position integer not null check (position >= 0),
      added_by uuid not null,
      added_at timestamptz not null default now(),
      primary key (collection_id, exemplar_id),
      foreign key (organisation_id, collection_id) references collections (organisation_id, id),
      foreign key (organisation_id, exemplar_id) references exemplars (organisation_id, id),
      foreign key (organisation_id, added_by) references people (organisation_id, id)
    );
    create index collection_items_by_exemplar on collection_items (exemplar_id);

    -- What a cohort that learned from one says to its owner.
    create table exemplar_thanks (
      organisation_id uuid not null,
      id uuid primary key,
      exemplar_id uuid not null,
      cohort_id uuid not null,
      author_id uuid not null,
      body text not null check (body ~ '\\S' and length(body) <= 1000),
      sent_at timestamptz not null default now(),
      unique (exemplar_id, cohort_id, author_id),
      foreign key (organisation_id, exemplar_id) references exemplars (organisation_id, id),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, author_id) references people (organisation_id, id)
    );
    create index exemplar_thanks_by_author on exemplar_thanks (author_id);

    create table saved_searches (
      organisation_id uuid not null,
      id uuid primary key,
      person_id uuid not null,
      name text not null check (name ~ '\\S' and length(name) <= 120),
      query jsonb not null,
      saved_at timestamptz not null default now(),
      unique (person_id, name),
      foreign key (organisation_id, person_id) references people (organisation_id, id)
    );

    -- What somebody agreed to before they left does not come back with them.
    alter table people add column departed_at timestamptz;
    create index people_who_left on people (id) where state <> 'active' or departed_at is not null;

    alter table ledger drop constraint ledger_what_check;
    alter table ledger add constraint ledger_what_check check (what in ('play', 'download', 'export', 'share',
      'change grant', 'revoke', 'acknowledge', 'withdraw', 'restore', 'cut', 'consent', 'pause', 'resume', 'hold',
      'lift hold', 'purge', 'purged', 'operator access', 'captions',
      'nominate', 'consent to exemplar', 'publish', 'unpublish'));

    -- Clips of copies of one recording name the first of them, also once nothing is left of that: so no reference.
    -- What somebody in the picture withdraws of one, they withdraw of all.
    alter table clips
      add column made_of_clip_id uuid,
      add column client_key text;
    create index clips_made_of on clips (made_of_clip_id) where made_of_clip_id is not null;
    create unique index clips_by_client_key on clips (owner_id, client_key) where client_key is not null;

    -- What arrives from the recording of another clip of the same owner.
    alter table uploads drop constraint uploads_way_check;
    alter table uploads add constraint uploads_way_check check (way in ('form', 'tus', 'demo', 'copy'));
  `.execute(db)
}
