import { type Kysely, sql } from 'kysely'

/** Kinds of cohorts, and how people come to be in one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table cohorts
      add column kind text not null default 'cohort' check (kind in ('cohort', 'coaching', 'leaders')),
      add column norms text,
      add column site_id uuid,
      add column closed_at timestamptz,
      add foreign key (organisation_id, site_id) references sites (organisation_id, id);
    create index cohorts_by_site on cohorts (site_id) where site_id is not null;
    create index live_memberships_by_cohort on memberships (cohort_id, person_id) where left_at is null;

    -- Into the organisation, and into a cohort where one is named. Of the link only the hash is kept, and only from
    -- the moment the mail is sent.
    create table invitations (
      organisation_id uuid not null references organisations,
      id uuid primary key,
      email text not null,
      name text not null check (name ~ '\\S'),
      roles text[] not null default '{}',
      district_id uuid,
      site_id uuid,
      cohort_id uuid,
      part text check (part in ('participant', 'facilitator')),
      words text,
      invited_by uuid not null,
      token_hash bytea unique,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      sent_at timestamptz,
      accepted_at timestamptz,
      accepted_by uuid,
      revoked_at timestamptz,
      unique (organisation_id, id),
      check ((cohort_id is null) = (part is null)),
      check (('site leader' = any (roles)) = (site_id is not null)),
      check (('district partner' = any (roles)) = (district_id is not null)),
      foreign key (organisation_id, district_id) references districts (organisation_id, id),
      foreign key (organisation_id, site_id) references sites (organisation_id, id),
      check ((accepted_at is null) = (accepted_by is null)),
      check (accepted_at is null or revoked_at is null),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id),
      foreign key (organisation_id, invited_by) references people (organisation_id, id),
      foreign key (organisation_id, accepted_by) references people (organisation_id, id)
    );
    create unique index one_open_invitation on invitations (organisation_id, lower(email), cohort_id)
      nulls not distinct where accepted_at is null and revoked_at is null;
    create index invitations_by_cohort on invitations (cohort_id, id) where cohort_id is not null;
    create index invitations_by_organisation on invitations (organisation_id, id);
  `.execute(db)
}
