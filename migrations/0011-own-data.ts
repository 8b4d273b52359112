import { type Kysely, sql } from 'kysely'

/** What belongs to one person alone: notes, and a copy of everything that is theirs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- A note without words is a marker. Times are on the recording's timeline, as those of threads are.
    create table notes (
      organisation_id uuid not null,
      id uuid primary key,
      clip_id uuid not null,
      author_id uuid not null,
      start_ms integer check (start_ms >= 0),
      end_ms integer,
      body text check (body ~ '\\S'),
      client_key text not null,
      created_at timestamptz not null default now(),
      edited_at timestamptz,
      unique (organisation_id, id),
      unique (author_id, client_key),
      check (end_ms is null or end_ms > start_ms),
      check (body is not null or start_ms is not null),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id),
      foreign key (organisation_id, author_id) references people (organisation_id, id)
    );
    create index notes_by_author on notes (author_id, clip_id, (coalesce(start_ms, -1)), id);
    create index notes_by_clip on notes (clip_id);

    create table data_exports (
      organisation_id uuid not null,
      id uuid primary key,
      person_id uuid not null,
      object_key text not null unique,
      requested_at timestamptz not null default now(),
      progress_fraction double precision not null default 0 check (progress_fraction between 0 and 1),
      ready_at timestamptz,
      failed_at timestamptz,
      -- The clips in it: the destruction of one of them ends it.
      clip_ids uuid[] not null default '{}',
      bytes bigint,
      expires_at timestamptz not null,
      unique (organisation_id, id),
      foreign key (organisation_id, person_id) references people (organisation_id, id)
    );
    create index data_exports_by_person on data_exports (person_id, id);
    create unique index one_export_under_way on data_exports (person_id) where ready_at is null and failed_at is null;

    create table roster_imports (
      organisation_id uuid not null references organisations,
      id uuid primary key,
      imported_by uuid not null,
      imported_at timestamptz not null default now(),
      source text not null,
      counts jsonb not null,
      foreign key (organisation_id, imported_by) references people (organisation_id, id)
    );
  `.execute(db)
}
