import { type Kysely, sql } from 'kysely'

/** What two people keep between them. Nobody else can know that it is there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table coaching_goals (
      organisation_id uuid not null,
      id uuid primary key,
      cohort_id uuid not null,
      body text not null check (body ~ '\\S' and length(body) <= 1000),
      set_by uuid not null,
      client_key text not null,
      set_at timestamptz not null default now(),
      reached_at timestamptz,
      unique (organisation_id, id),
      unique (set_by, client_key),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, set_by) references people (organisation_id, id)
    );
    create index coaching_goals_by_cohort on coaching_goals (cohort_id, id);

    create table coaching_entries (
      organisation_id uuid not null,
      id uuid primary key,
      cohort_id uuid not null,
      author_id uuid not null,
      kind text not null check (kind in ('plan', 'observe', 'debrief')),
      body text not null check (body ~ '\\S' and length(body) <= 10000),
      clip_id uuid,
      client_key text not null,
      created_at timestamptz not null default now(),
      edited_at timestamptz,
      unique (organisation_id, id),
      unique (author_id, client_key),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, author_id) references people (organisation_id, id),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id) on delete set null (clip_id)
    );
    create index coaching_entries_by_cohort on coaching_entries (cohort_id, id);

    create table coaching_steps (
      organisation_id uuid not null,
      id uuid primary key,
      cohort_id uuid not null,
      body text not null check (body ~ '\\S' and length(body) <= 1000),
      due_on date not null,
      set_by uuid not null,
      client_key text not null,
      set_at timestamptz not null default now(),
      done_at timestamptz,
      unique (organisation_id, id),
      unique (set_by, client_key),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, set_by) references people (organisation_id, id)
    );
    create index coaching_steps_by_cohort on coaching_steps (cohort_id, id);

    -- A site's offices count what belongs to it.
    update cohorts set site_id = null where kind = 'coaching';
    alter table cohorts add constraint coaching_of_no_site check (kind <> 'coaching' or site_id is null);
  `.execute(db)
}
