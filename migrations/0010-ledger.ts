import { type Kysely, sql } from 'kysely'

/** Who did what with a clip, for its owner: append only, each row bound to the one before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table ledger (
      organisation_id uuid not null,
      clip_id uuid not null,
      seq integer not null check (seq >= 1),
      at timestamptz not null,
      what text not null check (what in ('play', 'download', 'export', 'share', 'change grant', 'revoke', 'acknowledge',
        'withdraw', 'restore', 'cut', 'consent', 'pause', 'resume', 'hold', 'lift hold', 'purge', 'purged',
        'operator access')),
      -- Who it was may be erased; the commitment to it stays, and with it the chain.
      person_id uuid,
      person_salt bytea,
      person_hash bytea,
      cohort_id uuid,
      detail jsonb,
      previous_hash bytea not null,
      hash bytea not null,
      primary key (clip_id, seq),
      check ((person_id is null) = (person_salt is null)),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id),
      foreign key (organisation_id, person_id) references people (organisation_id, id),
      foreign key (organisation_id, cohort_id) references cohorts (organisation_id, id)
    );
    create index ledger_by_person on ledger (person_id) where person_id is not null;

    -- Where each chain ends, so that a row missing at its end is missed.
    create table ledger_heads (
      organisation_id uuid not null,
      clip_id uuid primary key,
      seq integer not null,
      hash bytea not null,
      foreign key (organisation_id, clip_id) references clips (organisation_id, id)
    );

    create function keep_ledger() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and new.person_id is null and new.person_salt is null
        and (old.organisation_id, old.clip_id, old.seq, old.at, old.what, old.cohort_id, old.detail, old.person_hash,
             old.previous_hash, old.hash)
          is not distinct from
            (new.organisation_id, new.clip_id, new.seq, new.at, new.what, new.cohort_id, new.detail, new.person_hash,
             new.previous_hash, new.hash)
      then
        return new;
      end if;
      if tg_op = 'DELETE' and exists (
        select from clip_purges where clip_id = old.clip_id and done_at < now() - interval '2 years')
      then
        return old;
      end if;
      raise exception 'the ledger is only ever added to' using errcode = 'restrict_violation';
    end $$;
    create trigger ledger_is_kept before update or delete on ledger for each row execute function keep_ledger();
    create function keep_ledger_whole() returns trigger language plpgsql as $$
    begin
      raise exception 'the ledger is only ever added to' using errcode = 'restrict_violation';
    end $$;
    create trigger ledger_is_kept_whole before truncate on ledger for each statement execute function keep_ledger_whole();

    -- Each time somebody was let to play or to keep a clip: every address of its bytes names it, and its age bounds them.
    create table playbacks (
      organisation_id uuid not null,
      id uuid primary key,
      clip_id uuid not null,
      person_id uuid not null,
      what text not null check (what in ('play', 'download')),
      cut_no integer not null,
      granted_at timestamptz not null default now(),
      foreign key (organisation_id, clip_id) references clips (organisation_id, id),
      foreign key (organisation_id, person_id) references people (organisation_id, id)
    );
    create index playbacks_by_age on playbacks (granted_at);
    create index playbacks_by_clip on playbacks (clip_id);

    -- Administrators' own acts, in one chain an organisation.
    create table audit (
      organisation_id uuid not null references organisations,
      seq integer not null check (seq >= 1),
      at timestamptz not null,
      what text not null,
      person_id uuid,
      person_salt bytea,
      person_hash bytea,
      detail jsonb,
      previous_hash bytea not null,
      hash bytea not null,
      primary key (organisation_id, seq),
      check ((person_id is null) = (person_salt is null)),
      foreign key (organisation_id, person_id) references people (organisation_id, id)
    );
    -- Where the chain ends, so that a row missing at its end is missed.
    create table audit_heads (
      organisation_id uuid primary key references organisations,
      seq integer not null,
      hash bytea not null
    );
    create function keep_audit() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and new.person_id is null and new.person_salt is null
        and (old.organisation_id, old.seq, old.at, old.what, old.detail, old.person_hash, old.previous_hash, old.hash)
          is not distinct from
            (new.organisation_id, new.seq, new.at, new.what, new.detail, new.person_hash, new.previous_hash, new.hash)
      then
        return new;
      end if;
      raise exception 'the audit is only ever added to' using errcode = 'restrict_violation';
    end $$;
    create trigger audit_is_kept before update or delete on audit for each row execute function keep_audit();
    create trigger audit_is_kept_whole before truncate on audit for each statement execute function keep_ledger_whole();
  `.execute(db)
}
