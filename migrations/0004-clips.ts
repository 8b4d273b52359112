import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table clips (
      organisation_id uuid not null,
      id uuid primary key,
      owner_id uuid not null,
      recording_id uuid,
      title text not null check (title ~ '\\S'),
      state text not null check (state in ('receiving', 'preparing', 'watchable', 'ready', 'failed')),
      failure_code text,
      cut_no integer not null default 1 check (cut_no >= 1),
      duration_ms integer check (duration_ms >= 0),
      width integer check (width > 0),
      height integer check (height > 0),
      progress_step text check (progress_step in ('checking', 'first-playable', 'encoding', 'verifying')),
      progress_fraction double precision check (progress_fraction between 0 and 1),
      progress_seconds_left integer check (progress_seconds_left >= 0),
      created_at timestamptz not null default now(),
      unique (organisation_id, id),
      check (state in ('receiving', 'failed') or recording_id is not null),
      check (state <> 'failed' or failure_code is not null),
      foreign key (organisation_id, owner_id) references people (organisation_id, id)
    );
    create index clips_by_owner on clips (owner_id, id);

    create table uploads (
      organisation_id uuid not null,
      id uuid primary key,
      clip_id uuid not null,
      owner_id uuid not null,
      way text not null check (way in ('form', 'tus', 'demo')),
      filename text not null,
      content_type text not null,
      object_key text not null unique,
      bytes_declared bigint check (bytes_declared > 0),
      sha256_declared bytea check (length(sha256_declared) = 32),
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      completed_at timestamptz,
      abandoned_at timestamptz,
      lease_holder uuid,
      lease_expires_at timestamptz,
      lease_wanted boolean not null default false,
      unique (organisation_id, id),
      check (completed_at is null or abandoned_at is null),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id) on delete cascade,
      foreign key (organisation_id, owner_id) references people (organisation_id, id)
    );
    create index uploads_by_clip on uploads (clip_id);
    create index open_uploads on uploads (expires_at) where completed_at is null and abandoned_at is null;

    create table recordings (
      organisation_id uuid not null,
      id uuid primary key,
      upload_id uuid not null unique,
      owner_id uuid not null,
      object_key text not null unique,
      bytes bigint not null check (bytes >= 0),
      sha256 bytea check (length(sha256) = 32),
      facts jsonb,
      captured_at timestamptz,
      created_at timestamptz not null default now(),
      unique (organisation_id, id),
      foreign key (organisation_id, upload_id) references uploads (organisation_id, id),
      foreign key (organisation_id, owner_id) references people (organisation_id, id)
    );
    create index recordings_by_owner on recordings (owner_id);
    alter table clips add foreign key (organisation_id, recording_id) references recordings (organisation_id, id);

    -- Every key a worker is about to write is noted here first, so that a crash leaves no object nobody knows of.
    create table stored_objects (
      organisation_id uuid not null,
      object_key text primary key,
      clip_id uuid,
      created_at timestamptz not null default now(),
      settled_at timestamptz,
      discarded_at timestamptz,
      check (clip_id is not null or discarded_at is not null),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id) on delete set null (clip_id)
    );
    create index stored_objects_by_clip on stored_objects (clip_id);
    create index stored_objects_to_sweep on stored_objects (created_at)
      where settled_at is null or discarded_at is not null;

    create table renditions (
      organisation_id uuid not null,
      id uuid primary key,
      clip_id uuid not null,
      cut_no integer not null,
      name text not null check (name in ('source', '1080', '720', '480', '240', 'small', 'audio')),
      kind text not null check (kind in ('video', 'audio')),
      object_key text not null unique references stored_objects (object_key),
      bytes bigint not null,
      width integer,
      height integer,
      bandwidth integer not null,
      average_bandwidth integer not null,
      codecs text not null,
      duration_ms integer not null,
      playlist text not null,
      published_at timestamptz not null default now(),
      retired_at timestamptz,
      foreign key (organisation_id, clip_id) references clips (organisation_id, id)
    );
    create unique index one_live_rendition on renditions (clip_id, cut_no, name) where retired_at is null;

    create table stills (
      organisation_id uuid not null,
      id uuid primary key,
      clip_id uuid not null,
      cut_no integer not null,
      kind text not null check (kind in ('poster', 'storyboard')),
      position integer not null default 0,
      object_key text not null unique references stored_objects (object_key),
      bytes bigint not null,
      content_type text not null,
      width integer not null,
      height integer not null,
      tiles integer,
      tile_width integer,
      tile_height integer,
      tile_columns integer,
      every_ms integer,
      published_at timestamptz not null default now(),
      retired_at timestamptz,
      foreign key (organisation_id, clip_id) references clips (organisation_id, id)
    );
    create unique index one_live_still on stills (clip_id, cut_no, kind, position) where retired_at is null;

    create table clip_grants (
      organisation_id uuid not null,
      id uuid primary key,
      clip_id uuid not null,
      cohort_id uuid not null,
      granted_by uuid not null,
      can_comment boolean not null,
      granted_at timestamptz not null default now(),
      revoked_at timestamptz,
      unique (organisation_id, id),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, granted_by) references people (organisation_id, id)
    );
    create unique index one_live_grant on clip_grants (clip_id, cohort_id) where revoked_at is null;
    create index clip_grants_by_cohort on clip_grants (cohort_id) where revoked_at is null;

    create table clip_withdrawals (
      organisation_id uuid not null,
      clip_id uuid primary key,
      withdrawn_by uuid not null,
      withdrawn_at timestamptz not null default now(),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id),
      foreign key (organisation_id, withdrawn_by) references people (organisation_id, id)
    );
  `.execute(db)
}
