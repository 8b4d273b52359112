import { type Kysely, sql } from 'kysely'

/** What a district asks before sharing, what stops a clip, and what is left of one that was destroyed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Frozen once written: a later text is a new version.
    create table consent_policies (
      organisation_id uuid not null references organisations,
      id uuid primary key,
      district_id uuid,
      version integer not null check (version >= 1),
      text text not null check (text ~ '\\S'),
      text_hash bytea not null check (length(text_hash) = 32),
      asks_guardians boolean not null,
      asks_principal boolean not null,
      asks_adults boolean not null,
      written_by uuid,
      written_at timestamptz not null default now(),
      unique (organisation_id, id),
      unique nulls not distinct (organisation_id, district_id, version),
      foreign key (organisation_id, district_id) references districts (organisation_id, id),
      foreign key (organisation_id, written_by) references people (organisation_id, id)
    );

    -- The owner's word that those in the picture agreed. No names, no forms: these would be a record of students.
    create table consent_attestations (
      organisation_id uuid not null,
      id uuid primary key,
      clip_id uuid not null,
      policy_id uuid,
      attested_by uuid not null,
      scope text not null check (scope in ('cohort', 'organisation', 'network')),
      guardians_ok boolean,
      principal_ok boolean,
      adults_ok boolean,
      unconsented text not null check (unconsented in ('none present', 'off camera', 'hidden', 'cut out')),
      attested_at timestamptz not null default now(),
      replaced_at timestamptz,
      foreign key (organisation_id, clip_id) references clips (organisation_id, id),
      foreign key (organisation_id, policy_id) references consent_policies (organisation_id, id),
      foreign key (organisation_id, attested_by) references people (organisation_id, id)
    );
    create unique index one_live_attestation on consent_attestations (clip_id) where replaced_at is null;

    alter table clip_grants
      add column can_download boolean not null default false,
      -- What the owner was promised when they shared, to be shown later (the text itself is in consent_policies).
      add column policy_id uuid,
      add column policy_hash bytea,
      add foreign key (organisation_id, policy_id) references consent_policies (organisation_id, id);
    create index live_grants_by_clip on clip_grants (clip_id, cohort_id) where revoked_at is null;

    -- The owner knows that this person rates them, and lets them watch all the same.
    create table evaluator_acknowledgements (
      organisation_id uuid not null,
      grant_id uuid not null,
      evaluator_id uuid not null,
      acknowledged_at timestamptz not null default now(),
      primary key (grant_id, evaluator_id),
      foreign key (organisation_id, grant_id) references clip_grants (organisation_id, id) on delete cascade,
      foreign key (organisation_id, evaluator_id) references people (organisation_id, id)
    );

    -- A concern, or somebody in the picture who no longer agrees. While one is open, only the owner may play the clip.
    create table clip_pauses (
      organisation_id uuid not null,
      id uuid primary key,
      clip_id uuid not null,
      reason text not null check (reason in ('concern', 'consent withdrawn')),
      kind text not null check (kind in ('student privacy', 'safety', 'tone', 'other',
        'guardian', 'student', 'principal', 'adult')),
      words text,
      raised_by uuid not null,
      raised_at timestamptz not null default now(),
      -- After this an unresolved withdrawal of consent destroys the clip.
      act_by timestamptz,
      resolved_by uuid,
      resolved_at timestamptz,
      resolution text check (resolution in ('kept', 'cut again', 'withdrawn', 'purged')),
      unique (organisation_id, id),
      check ((resolved_at is null) = (resolution is null)),
      check ((reason = 'consent withdrawn') = (act_by is not null)),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id),
      foreign key (organisation_id, raised_by) references people (organisation_id, id),
      foreign key (organisation_id, resolved_by) references people (organisation_id, id)
    );
    create index open_pauses_by_clip on clip_pauses (clip_id) where resolved_at is null;
    create index open_pauses_by_organisation on clip_pauses (organisation_id, raised_at) where resolved_at is null;

    -- Holds bytes from being destroyed. Gives nobody a view.
    create table legal_holds (
      organisation_id uuid not null,
      id uuid primary key,
      clip_id uuid not null,
      basis text not null check (basis ~ '\\S'),
      tells_owner boolean not null default true,
      placed_by uuid not null,
      placed_at timestamptz not null default now(),
      lifted_by uuid,
      lifted_at timestamptz,
      unique (organisation_id, id),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id),
      foreign key (organisation_id, placed_by) references people (organisation_id, id),
      foreign key (organisation_id, lifted_by) references people (organisation_id, id)
    );
    create unique index one_live_hold on legal_holds (clip_id) where lifted_at is null;

    -- From its commit on the clip is gone for everybody and cannot be brought back; the certificate follows once
    -- every object is gone from the store.
    create table clip_purges (
      organisation_id uuid not null,
      clip_id uuid primary key,
      owner_id uuid not null,
      why text not null check (why in ('owner', 'privacy officer', 'retention', 'consent withdrawn', 'account deleted')),
      ordered_by uuid,
      ordered_at timestamptz not null default now(),
      done_at timestamptz,
      certificate jsonb,
      check ((done_at is null) = (certificate is null)),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id),
      foreign key (organisation_id, owner_id) references people (organisation_id, id)
    );
    create index unfinished_purges on clip_purges (ordered_at) where done_at is null;
    create index clip_purges_by_owner on clip_purges (owner_id, ordered_at);

    -- What was told to an owner about a clip's end, so that it is told once.
    create table retention_notices (
      organisation_id uuid not null,
      clip_id uuid not null,
      rule text not null check (rule in ('never shared', 'shared', 'withdrawn')),
      due_on date not null,
      days_before integer not null,
      told_at timestamptz not null default now(),
      primary key (clip_id, rule, due_on, days_before),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id)
    );
    -- The owner's choice to keep a shared clip beyond the school year, until a day.
    create table clip_keepings (
      organisation_id uuid not null,
      clip_id uuid primary key,
      until_on date not null,
      chosen_at timestamptz not null default now(),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id)
    );
    create table retention_rules (
      organisation_id uuid not null references organisations,
      rule text not null check (rule in ('original', 'never shared', 'shared', 'withdrawn')),
      days integer not null check (days between 1 and 3650),
      primary key (organisation_id, rule)
    );

    -- Cuts of a clip: what of the recording others may have. The first is the whole.
    create table cuts (
      organisation_id uuid not null,
      clip_id uuid not null,
      cut_no integer not null check (cut_no >= 1),
      in_ms integer not null check (in_ms >= 0),
      out_ms integer not null,
      made_by uuid not null,
      made_at timestamptz not null default now(),
      primary key (clip_id, cut_no),
      check (out_ms > in_ms),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id),
      foreign key (organisation_id, made_by) references people (organisation_id, id)
    );
    alter table recordings
      add column duration_ms integer check (duration_ms >= 0),
      add column original_gone_at timestamptz;
    update recordings set duration_ms = clips.duration_ms from clips where clips.recording_id = recordings.id;

    -- Administrators see of clips what storage needs: they are listed by organisation.
    create index clips_by_organisation on clips (organisation_id, id);

    -- Their keys named the object alone; like every reference they now stay within the organisation.
    alter table stored_objects add unique (organisation_id, object_key);
    alter table renditions
      drop constraint renditions_object_key_fkey,
      add foreign key (organisation_id, object_key) references stored_objects (organisation_id, object_key);
    alter table stills
      drop constraint stills_object_key_fkey,
      add foreign key (organisation_id, object_key) references stored_objects (organisation_id, object_key);
  `.execute(db)
}
