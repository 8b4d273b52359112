import { type Kysely, sql } from 'kysely'

/** What a long cut is encoded in by several workers at once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- While its ladder is made: stretches of its pictures, and its sound, which is one.
    create table chunks (
      organisation_id uuid not null,
      id uuid primary key,
      clip_id uuid not null,
      cut_no integer not null check (cut_no >= 1),
      position integer not null check (position >= 0),
      kind text not null check (kind in ('picture', 'sound')),
      -- Frames of the cut's own timeline, thirty a second, half-open.
      first_frame integer not null check (first_frame >= 0),
      end_frame integer not null,
      begun_at timestamptz,
      -- How much of it is made, as far as is known.
      fraction double precision not null default 0 check (fraction >= 0 and fraction <= 1),
      object_key text,
      done_at timestamptz,
      unique (clip_id, cut_no, position),
      check (end_frame > first_frame),
      check ((object_key is null) = (done_at is null)),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id)
    );
  `.execute(db)
}
