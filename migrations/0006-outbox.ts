import { type Kysely, sql } from 'kysely'

/** Jobs as rows: the queue holds only hints of these. Upkeep belongs to no organisation. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table outbox (
      organisation_id uuid references organisations,
      id uuid primary key,
      queue text not null,
      job text not null,
      payload jsonb not null,
      attempts integer not null check (attempts >= 1),
      priority integer not null default 0,
      once_key text unique,
      created_at timestamptz not null default now(),
      not_before timestamptz,
      published_at timestamptz,
      claims integer not null default 0,
      starts integer not null default 0,
      runner uuid,
      seen_at timestamptz,
      finished_at timestamptz,
      gave_up_because text
    );
    create index outbox_to_publish on outbox (priority, id) where published_at is null and finished_at is null;
    create index outbox_unfinished on outbox (published_at) where finished_at is null;
    create index outbox_finished on outbox (finished_at) where finished_at is not null;

    create function wake_relay() returns trigger language plpgsql as $$
    begin
      notify outbox;
      return null;
    end $$;
    create trigger outbox_wakes_relay after insert on outbox for each statement execute function wake_relay();
  `.execute(db)
}
