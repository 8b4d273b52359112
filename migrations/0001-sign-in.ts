import { type Kysely, sql } from 'kysely'

/** The tables better-auth owns: its compiled migration for 1.7, with our table names and snake_case columns. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table auth_users (
      id text not null primary key, name text not null, email text not null unique, email_verified boolean not null,
      image text, created_at timestamptz default current_timestamp not null,
      updated_at timestamptz default current_timestamp not null
    );
    create table auth_sessions (
      id text not null primary key, expires_at timestamptz not null, token text not null unique,
      created_at timestamptz default current_timestamp not null, updated_at timestamptz not null, ip_address text,
      user_agent text, user_id text not null references auth_users (id) on delete cascade
    );
    create table auth_accounts (
      id text not null primary key, account_id text not null, provider_id text not null,
      user_id text not null references auth_users (id) on delete cascade, access_token text, refresh_token text,
      id_token text, access_token_expires_at timestamptz, refresh_token_expires_at timestamptz, scope text,
      password text, created_at timestamptz default current_timestamp not null, updated_at timestamptz not null
    );
    create table auth_verifications (
      id text not null primary key, identifier text not null, value text not null, expires_at timestamptz not null,
      created_at timestamptz default current_timestamp not null,
      updated_at timestamptz default current_timestamp not null
    );
    create table auth_rate_limits (
      id text not null primary key, key text not null unique, count integer not null, last_request bigint not null
    );
    create index auth_sessions_user_id_idx on auth_sessions (user_id);
    create index auth_accounts_user_id_idx on auth_accounts (user_id);
    create index auth_verifications_identifier_idx on auth_verifications (identifier);
  `.execute(db)
}
