import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table cohorts (
      organisation_id uuid not null references organisations,
      id uuid primary key,
      name text not null check (name ~ '\\S'),
      focus text,
      created_at timestamptz not null default now(),
      unique (organisation_id, id)
    );

    create table memberships (
      organisation_id uuid not null,
      cohort_id uuid not null,
      person_id uuid not null,
      part text not null check (part in ('participant', 'facilitator')),
      joined_at timestamptz not null default now(),
      left_at timestamptz check (left_at >= joined_at),
      primary key (cohort_id, person_id, joined_at),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, person_id) references people (organisation_id, id)
    );
    create unique index one_live_membership on memberships (person_id, cohort_id) where left_at is null;
  `.execute(db)
}
