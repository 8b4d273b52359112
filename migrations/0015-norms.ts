import { type Kysely, sql } from 'kysely'

/** Who agreed to which norms of a cohort. Norms are numbered: a change makes new ones, and asks everybody anew. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table cohorts add column norms_no integer not null default 1 check (norms_no > 0);

    create table norm_agreements (
      organisation_id uuid not null,
      cohort_id uuid not null,
      person_id uuid not null,
      norms_no integer not null check (norms_no > 0),
      agreed_at timestamptz not null default now(),
      primary key (cohort_id, norms_no, person_id),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, person_id) references people (organisation_id, id)
    );
    create index norm_agreements_by_person on norm_agreements (person_id);

    -- What somebody who is here already was invited to, by their mailbox.
    create index open_invitations_by_mailbox on invitations (organisation_id, email)
      where accepted_at is null and revoked_at is null;
  `.execute(db)
}
