import { type Kysely, sql } from 'kysely'

/** When a cohort meets, what came of it, and the question that a row of meetings is about. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table meeting_series (
      organisation_id uuid not null,
      id uuid primary key,
      cohort_id uuid not null,
      rule jsonb not null,
      zone text not null,
      starts_at time not null,
      minutes integer not null check (minutes > 0),
      first_on date not null,
      last_on date not null,
      created_by uuid not null,
      created_at timestamptz not null default now(),
      unique (organisation_id, id),
      check (last_on >= first_on),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, created_by) references people (organisation_id, id)
    );

    create table meetings (
      organisation_id uuid not null,
      id uuid primary key,
      cohort_id uuid not null,
      series_id uuid,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      zone text not null,
      mode text not null check (mode in ('in person', 'online', 'hybrid')),
      place text check (place ~ '\\S'),
      link text check (link ~ '^https?://'),
      agenda text check (agenda ~ '\\S'),
      -- SEQUENCE of RFC 5545: grows with each change that calendars must learn of.
      change_no integer not null default 0,
      created_by uuid not null,
      created_at timestamptz not null default now(),
      cancelled_by uuid,
      cancelled_at timestamptz,
      unique (organisation_id, id),
      check (ends_at > starts_at),
      check ((cancelled_by is null) = (cancelled_at is null)),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, series_id) references meeting_series (organisation_id, id),
      foreign key (organisation_id, created_by) references people (organisation_id, id),
      foreign key (organisation_id, cancelled_by) references people (organisation_id, id)
    );
    create index meetings_by_cohort on meetings (cohort_id, starts_at);

    -- One for each act, however many meetings it was about: what members are told, once.
    create table meeting_changes (
      organisation_id uuid not null,
      id uuid primary key,
      cohort_id uuid not null,
      -- The first of them.
      meeting_id uuid not null,
      what text not null check (what in ('planned', 'moved', 'changed', 'cancelled', 'brought back')),
      meetings integer not null default 1 check (meetings > 0),
      previous_starts_at timestamptz,
      changed_by uuid not null,
      changed_at timestamptz not null default now(),
      unique (organisation_id, id),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, meeting_id) references meetings (organisation_id, id),
      foreign key (organisation_id, changed_by) references people (organisation_id, id)
    );
    create index meeting_changes_by_cohort on meeting_changes (cohort_id, changed_at);

    create table feed_tokens (
      organisation_id uuid not null,
      id uuid primary key,
      person_id uuid not null,
      token_hash bytea not null unique,
      created_at timestamptz not null default now(),
      revoked_at timestamptz,
      unique (organisation_id, id),
      foreign key (organisation_id, person_id) references people (organisation_id, id)
    );
    create unique index one_live_feed_token on feed_tokens (person_id) where revoked_at is null;

    create table takeaways (
      organisation_id uuid not null,
      id uuid primary key,
      meeting_id uuid not null,
      author_id uuid not null,
      kind text not null check (kind in ('decision', 'next try')),
      body text not null check (body ~ '\\S' and length(body) <= 2000),
      -- The moment it came from.
      thread_id uuid,
      client_key text not null,
      created_at timestamptz not null default now(),
      edited_at timestamptz,
      unique (organisation_id, id),
      unique (author_id, client_key),
      foreign key (organisation_id, meeting_id) references meetings (organisation_id, id),
      foreign key (organisation_id, author_id) references people (organisation_id, id),
      foreign key (organisation_id, thread_id) references threads (organisation_id, id) on delete set null (thread_id)
    );
    create index takeaways_by_meeting on takeaways (meeting_id, id);

    -- Try, reflect, share, try again: the second cycle points at the first.
    create table inquiry_cycles (
      organisation_id uuid not null,
      id uuid primary key,
      cohort_id uuid not null,
      seq integer not null check (seq > 0),
      question text not null check (question ~ '\\S' and length(question) <= 500),
      practice text check (practice ~ '\\S' and length(practice) <= 500),
      previous_id uuid,
      first_clip_id uuid,
      second_clip_id uuid,
      -- Where the two play together: each clip's own time.
      first_from_ms integer not null default 0 check (first_from_ms >= 0),
      second_from_ms integer not null default 0 check (second_from_ms >= 0),
      changed text check (changed ~ '\\S' and length(changed) <= 5000),
      learned text check (learned ~ '\\S' and length(learned) <= 5000),
      -- Whose words these are: of the question with the practice, of what changed, of what was learned.
      asked_by uuid not null,
      changed_said_by uuid,
      learned_said_by uuid,
      opened_by uuid not null,
      opened_at timestamptz not null default now(),
      closed_by uuid,
      closed_at timestamptz,
      unique (organisation_id, id),
      unique (cohort_id, seq),
      check (previous_id <> id),
      check ((closed_by is null) = (closed_at is null)),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, previous_id) references inquiry_cycles (organisation_id, id),
      foreign key (organisation_id, first_clip_id) references clips (organisation_id, id) on delete set null (first_clip_id),
      foreign key (organisation_id, second_clip_id) references clips (organisation_id, id) on delete set null (second_clip_id),
      foreign key (organisation_id, opened_by) references people (organisation_id, id),
      foreign key (organisation_id, closed_by) references people (organisation_id, id),
      foreign key (organisation_id, asked_by) references people (organisation_id, id),
      foreign key (organisation_id, changed_said_by) references people (organisation_id, id),
      foreign key (organisation_id, learned_said_by) references people (organisation_id, id)
    );
  `.execute(db)
}
