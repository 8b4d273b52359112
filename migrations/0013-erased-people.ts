import { type Kysely, sql } from 'kysely'

/**
 * Nothing is written any more for a person who was erased, by a request that was under way just then: it waits for the
 * erasure, or the erasure for it. The lock is the one that the foreign key takes anyway: a stronger one would wait for
 * whoever changes the person.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function refuse_erased() returns trigger language plpgsql as $$
    declare
      who uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
    begin
      if who is not null then
        perform from people where id = who and state <> 'erased' for key share;
        if not found then
          raise exception 'this person was erased' using errcode = 'restrict_violation';
        end if;
      end if;
      return new;
    end $$;
  `.execute(db)
  const columns = {
    api_tokens: 'person_id',
    role_grants: 'person_id',
    memberships: 'person_id',
    clips: 'owner_id',
    uploads: 'owner_id',
    recordings: 'owner_id',
    clip_grants: 'granted_by',
    clip_pauses: 'raised_by',
    ledger: 'person_id',
    audit: 'person_id',
    playbacks: 'person_id',
    threads: 'author_id',
    comments: 'author_id',
    notes: 'author_id',
    data_exports: 'person_id',
    invitations: 'invited_by',
    oidc_identities: 'person_id',
    evaluator_acknowledgements: 'evaluator_id',
  }
  for (const [table, column] of Object.entries(columns)) {
    await sql`
      create trigger erased_people_write_nothing before insert on ${sql.table(table)}
        for each row execute function refuse_erased(${sql.lit(column)})`.execute(db)
  }
}
