import { type Kysely, sql } from 'kysely'

/** Counts of closed months, kept as they were first given: a later roster would tell single people apart. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table report_snapshots (
      organisation_id uuid not null references organisations,
      month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
      by text not null check (by in ('cohort', 'site')),
      k integer not null check (k >= 5),
      cells jsonb not null,
      made_at timestamptz not null default now(),
      primary key (organisation_id, month, by)
    );
    create index comments_by_age on comments (organisation_id, created_at);
    create index ledger_by_age on ledger (organisation_id, at) where what in ('play', 'share');

    create function keep_report() returns trigger language plpgsql as $$
    begin
      raise exception 'a report is made once' using errcode = 'restrict_violation';
    end $$;
    create trigger report_is_kept before update on report_snapshots for each row execute function keep_report();
  `.execute(db)
}
