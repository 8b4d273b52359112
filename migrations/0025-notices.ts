import { type Kysely, sql } from 'kysely'

/** What a person was told, by which way and when. Notices themselves are read from what happened, within reach. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table notice_settings (
      organisation_id uuid not null,
      person_id uuid primary key,
      rhythm text not null check (rhythm in ('daily', 'weekly', 'before meetings', 'never')),
      -- Up to when the notices in the app were seen.
      seen_until timestamptz,
      changed_at timestamptz not null default now(),
      foreign key (organisation_id, person_id) references people (organisation_id, id)
    );

    -- One for each person and slot of their rhythm, so that nothing goes out twice.
    create table digests (
      organisation_id uuid not null,
      id uuid primary key,
      person_id uuid not null,
      slot text not null,
      since timestamptz not null,
      until timestamptz not null,
      planned_at timestamptz not null default now(),
      sent_at timestamptz,
      -- There was nothing to tell.
      skipped_at timestamptz,
      unique (organisation_id, id),
      unique (person_id, slot),
      foreign key (organisation_id, person_id) references people (organisation_id, id)
    );

    -- What a mail server said when it would not take a mail for good.
    create table mail_refusals (
      organisation_id uuid not null,
      person_id uuid primary key,
      email text not null,
      reply text not null,
      refused_at timestamptz not null default now(),
      foreign key (organisation_id, person_id) references people (organisation_id, id)
    );

    -- Mails say who, where and a link. With details they say what, too.
    alter table organisations add column mail_says text not null default 'little' check (mail_says in ('little', 'details'));
  `.execute(db)
}
