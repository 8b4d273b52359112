import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { hashLink } from '../../src/platform/db/hash-chain.ts'

/**
 * Somebody with all rights on the database, whom no trigger and no foreign key stops: what a hash chain is there for.
 */
export async function openTamperer(databaseUrl: string) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query("set session_replication_role = 'replica'")
  const set = (clipId: string, seq: number, change: string, values: unknown[] = []) =>
    client.query(`update ledger set ${change} where clip_id = $1 and seq = $2`, [clipId, seq, ...values])

  return {
    close: () => client.end(),
    sql: (text: string, values: unknown[] = []) => client.query(text, values),
    set,
    remove: (clipId: string, seq: number) =>
      client.query('delete from ledger where clip_id = $1 and seq = $2', [clipId, seq]),
    async swap(clipId: string, one: number, other: number) {
      await set(clipId, one, 'seq = 1000000')
      await set(clipId, other, 'seq = $3', [one])
      await set(clipId, 1_000_000, 'seq = $3', [other])
    },
    /** A row that fits behind the given one, as somebody would make it who read our source; those behind move on. */
    async forge(clipId: string, behind: number) {
      const { rows } = await client.query('select * from ledger where clip_id = $1 and seq = $2', [
        clipId,
        behind,
      ])
      const last = rows[0]
      await client.query('update ledger set seq = seq + 1000 where clip_id = $1 and seq > $2', [
        clipId,
        behind,
      ])
      await client.query('update ledger set seq = seq - 999 where clip_id = $1 and seq > 1000', [clipId])
      const at = new Date()
      const fields = [last.organisation_id, clipId, behind + 1, at.toISOString(), 'play', null]
      const hash = hashLink(last.hash, { personHash: null, fields, detail: undefined })
      await client.query(
        `insert into ledger (organisation_id, clip_id, seq, at, what, previous_hash, hash)
         values ($1, $2, $3, $4, 'play', $5, $6)`,
        [last.organisation_id, clipId, behind + 1, at, last.hash, hash],
      )
    },
    /** Changes one column to something else that the column takes. */
    change: (clipId: string, seq: number, column: Column) => set(clipId, seq, changes[column]),
  }
}

const bytes = (size: number) => `'\\x${randomBytes(size).toString('hex')}'::bytea`

/** Each column of the ledger, and how it is made to say something else. */
export const changes = {
  organisation_id: 'organisation_id = gen_random_uuid()',
  clip_id: 'clip_id = gen_random_uuid()',
  seq: 'seq = seq + 500',
  at: "at = at + interval '1 microsecond'",
  what: "what = case what when 'play' then 'download' else 'play' end",
  person_id: `person_id = gen_random_uuid(), person_salt = coalesce(person_salt, ${bytes(16)})`,
  person_salt: `person_salt = ${bytes(16)}, person_id = coalesce(person_id, gen_random_uuid())`,
  person_hash: `person_hash = ${bytes(32)}`,
  cohort_id: 'cohort_id = gen_random_uuid()',
  detail: `detail = coalesce(detail, '{}') || '{"minutes": 3}'`,
  previous_hash: `previous_hash = ${bytes(32)}`,
  hash: `hash = ${bytes(32)}`,
} as const
export type Column = keyof typeof changes
