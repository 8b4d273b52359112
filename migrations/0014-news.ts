import { type Kysely, sql } from 'kysely'

/** What owners say about their clips, and up to when somebody has read the talk about one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table clips
      add tried text check (tried <> '' and length(tried) <= 2000),
      add question text check (question <> '' and length(question) <= 2000);

    create table readings (
      organisation_id uuid not null,
      person_id uuid not null,
      clip_id uuid not null,
      read_until timestamptz not null,
      primary key (person_id, clip_id),
      foreign key (organisation_id, person_id) references people (organisation_id, id),
      -- A clip that never came to be is simply removed, whoever opened its page.
      foreign key (organisation_id, clip_id) references clips (organisation_id, id) on delete cascade
    );
    create index readings_by_clip on readings (clip_id);
    create trigger erased_people_write_nothing before insert on readings
      for each row execute function refuse_erased('person_id');

    -- What is new in a thread is found without a look at what was read long ago.
    create index standing_comments on comments (thread_id, created_at) include (author_id) where deleted_at is null;
  `.execute(db)
}
