import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table threads (
      organisation_id uuid not null,
      id uuid primary key,
      clip_id uuid not null,
      cohort_id uuid not null,
      author_id uuid not null,
      cut_no integer not null,
      kind text not null check (kind in ('notice', 'wonder', 'interpret', 'suggest', 'appreciate')),
      start_ms integer check (start_ms >= 0),
      end_ms integer,
      region_x double precision,
      region_y double precision,
      region_width double precision,
      region_height double precision,
      created_at timestamptz not null default now(),
      unique (organisation_id, id),
      check (end_ms is null or end_ms > start_ms),
      check (end_ms is null or start_ms is not null),
      check (num_nonnulls(region_x, region_y, region_width, region_height) in (0, 4)),
      check (region_x is null or start_ms is not null),
      check (region_x is null or (region_x >= 0 and region_y >= 0 and region_width > 0 and region_height > 0
        and region_x + region_width <= 1 and region_y + region_height <= 1)),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, author_id) references people (organisation_id, id)
    );
    -- The order of a thread list: talk about the whole clip first, then by clip time, then by when it was said.
    create index threads_in_clip_order on threads (clip_id, (coalesce(start_ms, -1)), id);

    create table comments (
      organisation_id uuid not null,
      id uuid primary key,
      thread_id uuid not null,
      author_id uuid not null,
      opens_thread boolean not null,
      body text check (body ~ '\\S'),
      client_key text not null,
      created_at timestamptz not null default now(),
      edited_at timestamptz,
      deleted_at timestamptz,
      unique (author_id, client_key),
      check ((body is null) = (deleted_at is not null)),
      foreign key (organisation_id, thread_id) references threads (organisation_id, id),
      foreign key (organisation_id, author_id) references people (organisation_id, id)
    );
    create index comments_by_thread on comments (thread_id, id);
    create unique index one_opening_comment on comments (thread_id) where opens_thread;

    create table thread_resolutions (
      organisation_id uuid not null,
      thread_id uuid primary key,
      resolved_by uuid not null,
      resolved_at timestamptz not null default now(),
      foreign key (organisation_id, thread_id) references threads (organisation_id, id),
      foreign key (organisation_id, resolved_by) references people (organisation_id, id)
    );
  `.execute(db)
}
