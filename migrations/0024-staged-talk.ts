import { type Kysely, sql } from 'kysely'

/** Talk in a stage of a protocol, and what people do with a colleague's words beside answering. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table threads
      add column stage_id uuid,
      add foreign key (organisation_id, stage_id) references assignment_stages (organisation_id, id);
    create index threads_by_stage on threads (stage_id) where stage_id is not null;
    alter table comments
      add column stage_id uuid,
      add foreign key (organisation_id, stage_id) references assignment_stages (organisation_id, id),
      -- For what refers to a comment.
      add unique (organisation_id, id);
    -- A first post opens a seal for good, deleted or not.
    create index comments_by_stage on comments (stage_id, author_id) where stage_id is not null;

    create table mentions (
      organisation_id uuid not null,
      comment_id uuid not null,
      person_id uuid not null,
      -- Words may come to mention somebody long after they were said.
      mentioned_at timestamptz not null default now(),
      primary key (comment_id, person_id),
      foreign key (organisation_id, comment_id) references comments (organisation_id, id) on delete cascade,
      foreign key (organisation_id, person_id) references people (organisation_id, id)
    );
    create index mentions_by_person on mentions (person_id, comment_id);

    create table thanks (
      organisation_id uuid not null,
      comment_id uuid not null,
      person_id uuid not null,
      thanked_at timestamptz not null default now(),
      primary key (comment_id, person_id),
      foreign key (organisation_id, comment_id) references comments (organisation_id, id) on delete cascade,
      foreign key (organisation_id, person_id) references people (organisation_id, id)
    );
    create index thanks_by_person on thanks (person_id);

    -- "Bring this to the meeting": the next one of the cohort after it was said.
    create table bringings (
      organisation_id uuid not null,
      thread_id uuid not null,
      person_id uuid not null,
      brought_at timestamptz not null default now(),
      primary key (thread_id, person_id),
      foreign key (organisation_id, thread_id) references threads (organisation_id, id) on delete cascade,
      foreign key (organisation_id, person_id) references people (organisation_id, id)
    );
    create index bringings_by_person on bringings (person_id);

    -- What a facilitator chose for the room, in which order, or left out.
    create table pack_choices (
      organisation_id uuid not null,
      assignment_id uuid not null,
      thread_id uuid not null,
      choice text not null check (choice in ('taken', 'left out')),
      position integer not null default 0,
      chosen_by uuid not null,
      chosen_at timestamptz not null default now(),
      primary key (assignment_id, thread_id),
      foreign key (organisation_id, assignment_id) references assignments (organisation_id, id),
      foreign key (organisation_id, thread_id) references threads (organisation_id, id) on delete cascade,
      foreign key (organisation_id, chosen_by) references people (organisation_id, id)
    );
  `.execute(db)
}
