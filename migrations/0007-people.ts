import { type Kysely, sql } from 'kysely'

/** Districts, sites, roles that reach as far as one of them, who rates whom, and the ways to sign in that go with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table organisations
      add column zone text not null default 'UTC',
      -- Counts over fewer people are not given.
      add column k_min integer not null default 5 check (k_min >= 5),
      add column school_year_ends text not null default '06-30' check (school_year_ends ~ '^(0[1-9]|1[0-2])-[0-3][0-9]$'),
      -- What becomes of a person's words when they delete their account, unless they choose otherwise.
      add column keeps_talk_of_leavers boolean not null default true;

    create table districts (
      organisation_id uuid not null references organisations,
      id uuid primary key,
      name text not null check (name ~ '\\S'),
      created_at timestamptz not null default now(),
      unique (organisation_id, id)
    );
    create index districts_by_organisation on districts (organisation_id, id);

    create table sites (
      organisation_id uuid not null references organisations,
      id uuid primary key,
      district_id uuid not null,
      name text not null check (name ~ '\\S'),
      zone text not null default 'UTC',
      created_at timestamptz not null default now(),
      unique (organisation_id, id),
      foreign key (organisation_id, district_id) references districts (organisation_id, id)
    );
    create index sites_by_district on sites (district_id);

    -- Departed people keep their row, for the talk they were part of; of erased ones nothing is left but the row.
    alter table people
      add column state text not null default 'active' check (state in ('active', 'departed', 'erased')),
      add column site_id uuid,
      add foreign key (organisation_id, site_id) references sites (organisation_id, id),
      alter column email drop not null,
      add check (email is not null or state = 'erased');
    create index people_by_mailbox on people (lower(email));
    create index people_by_organisation on people (organisation_id, id);
    create index people_by_name on people (organisation_id, (lower(name)), id);
    create index people_by_site on people (site_id) where site_id is not null;

    alter table role_grants
      drop constraint role_grants_pkey,
      add column district_id uuid,
      add column site_id uuid,
      add column granted_by uuid,
      add foreign key (organisation_id, district_id) references districts (organisation_id, id),
      add foreign key (organisation_id, site_id) references sites (organisation_id, id),
      add foreign key (organisation_id, granted_by) references people (organisation_id, id),
      add check ((role = 'site leader') = (site_id is not null)),
      add check ((role = 'district partner') = (district_id is not null)),
      add unique nulls not distinct (person_id, role, district_id, site_id);

    -- Who rates whom for employment, as the roster says or somebody noted. A warning, never a role.
    create table evaluators (
      organisation_id uuid not null,
      evaluator_id uuid not null,
      evaluatee_id uuid not null,
      source text not null check (source in ('set', 'roster')),
      noted_at timestamptz not null default now(),
      primary key (evaluatee_id, evaluator_id),
      check (evaluator_id <> evaluatee_id),
      foreign key (organisation_id, evaluator_id) references people (organisation_id, id),
      foreign key (organisation_id, evaluatee_id) references people (organisation_id, id)
    );
    create index evaluators_by_evaluator on evaluators (evaluator_id);

    -- The same import again changes nothing: what a source called something, and what that became here.
    create table external_refs (
      organisation_id uuid not null references organisations,
      source text not null,
      kind text not null check (kind in ('person', 'cohort', 'district', 'site')),
      external_id text not null,
      entity_id uuid not null,
      -- Since when the source no longer names it. Who it brought before is known again should it name them again.
      dropped_at timestamptz,
      primary key (organisation_id, source, kind, external_id)
    );

    -- An issuer signs in people of its own organisation, and nobody else's.
    create table oidc_issuers (
      organisation_id uuid not null references organisations,
      id uuid primary key,
      name text not null check (name ~ '\\S'),
      issuer text not null,
      client_id text not null,
      client_secret text not null,
      created_at timestamptz not null default now(),
      unique (organisation_id, id),
      unique (organisation_id, issuer, client_id)
    );
    create table oidc_identities (
      organisation_id uuid not null,
      issuer_id uuid not null,
      subject text not null,
      person_id uuid not null,
      linked_at timestamptz not null default now(),
      primary key (issuer_id, subject),
      foreign key (organisation_id, issuer_id) references oidc_issuers (organisation_id, id) on delete cascade,
      foreign key (organisation_id, person_id) references people (organisation_id, id)
    );
    create index oidc_identities_by_person on oidc_identities (person_id);

    -- As whom a sign-in acts. One that an issuer vouched for is bound to that issuer's organisation.
    create table sign_in_choices (
      session_id text primary key references auth_sessions on delete cascade,
      organisation_id uuid not null references organisations,
      is_bound boolean not null default false
    );

    -- A link by mail that signs in whoever can read that mailbox, once.
    create table sign_in_links (
      id uuid primary key,
      email text not null,
      -- Made when the mail is sent, so that no queue holds a secret.
      token_hash bytea unique,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      used_at timestamptz,
      -- The sign-in it gave: while that is young, it stands for the mailbox.
      session_id text references auth_sessions on delete set null
    );
    create index sign_in_links_by_session on sign_in_links (session_id) where session_id is not null;
    create index sign_in_links_by_email on sign_in_links (email, created_at);

    -- Failed tries with a password: counted by mailbox and by browser, so that a stranger's tries shut out nobody.
    create table sign_in_failures (
      key text primary key,
      failures integer not null,
      first_at timestamptz not null default now()
    );
  `.execute(db)
}
