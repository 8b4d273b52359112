import { type Kysely, sql } from 'kysely'

/** What a district and a school have agreed about days and hours. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Of the whole organisation where neither a district nor a site is named. The last day is part of it.
    create table calendar_blocks (
      organisation_id uuid not null references organisations,
      id uuid primary key,
      district_id uuid,
      site_id uuid,
      kind text not null check (kind in ('holiday', 'blackout')),
      name text not null check (name ~ '\\S' and length(name) <= 200),
      starts_on date not null,
      ends_on date not null,
      created_at timestamptz not null default now(),
      unique (organisation_id, id),
      check (ends_on >= starts_on),
      check (num_nonnulls(district_id, site_id) <= 1),
      foreign key (organisation_id, district_id) references districts (organisation_id, id),
      foreign key (organisation_id, site_id) references sites (organisation_id, id)
    );
    create index calendar_blocks_by_day on calendar_blocks (organisation_id, starts_on);

    -- One for each district, and one without for the rest. Times of day are those of the site's zone.
    create table work_agreements (
      organisation_id uuid not null references organisations,
      id uuid primary key,
      district_id uuid,
      quiet_from time,
      quiet_until time,
      latest_due time,
      weekly_minutes integer check (weekly_minutes > 0),
      unique nulls not distinct (organisation_id, district_id),
      check ((quiet_from is null) = (quiet_until is null)),
      foreign key (organisation_id, district_id) references districts (organisation_id, id)
    );
  `.execute(db)
}
