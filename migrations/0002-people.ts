import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table organisations (
      id uuid primary key,
      name text not null check (name ~ '\\S'),
      created_at timestamptz not null default now()
    );

    create table people (
      organisation_id uuid not null references organisations,
      id uuid primary key,
      sign_in_id text references auth_users,
      name text not null check (name ~ '\\S'),
      email text not null,
      created_at timestamptz not null default now(),
      unique (organisation_id, id),
      unique (organisation_id, sign_in_id)
    );
    create unique index people_by_email on people (organisation_id, lower(email));
    create index people_by_sign_in on people (sign_in_id);

    create table role_grants (
      organisation_id uuid not null,
      person_id uuid not null,
      role text not null check (role in ('teacher', 'teacher leader', 'program coach', 'administrator',
        'roster manager', 'privacy officer', 'site leader', 'district partner')),
      granted_at timestamptz not null default now(),
      primary key (person_id, role),
      foreign key (organisation_id, person_id) references people (organisation_id, id)
    );

    create table api_tokens (
      organisation_id uuid not null,
      id uuid primary key,
      person_id uuid not null,
      name text not null,
      token_hash bytea not null unique,
      created_at timestamptz not null default now(),
      last_used_at timestamptz,
      revoked_at timestamptz,
      foreign key (organisation_id, person_id) references people (organisation_id, id)
    );
    create index api_tokens_by_person on api_tokens (person_id);

    -- Before the first organisation there is none to belong to.
    create table set_up_links (
      token_hash bytea primary key,
      created_at timestamptz not null default now(),
      used_at timestamptz
    );
  `.execute(db)
}
