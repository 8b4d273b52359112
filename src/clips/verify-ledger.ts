import { type RawBuilder, sql } from 'kysely'
import { chainStart, hashLink, personHashOf } from '../platform/db/hash-chain.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, OrganisationId } from '../platform/ids.ts'
import type { Breach } from './ledger-events.ts'

export interface VerifiedChain {
  readonly clipId: ClipId
  /** How many rows were read and hold. */
  readonly rows: number
  /** Where the chain ends, in hexadecimal. Kept elsewhere, it proves later that no row before it was touched. */
  readonly head: string
  readonly broken: { readonly seq: number; readonly why: Breach } | null
}

interface Options {
  /** One organisation's chains; else all. */
  readonly organisationId?: OrganisationId | undefined
  readonly clipId?: ClipId | undefined
}

/**
 * Computes the chain of each clip's ledger anew from what is stored, in the order of clips, and answers each with its
 * first broken row. Memory does not grow with the ledger. What nobody can find by this alone is a chain that was written
 * anew as a whole, with its head, or is gone with it: for that, compare the heads with those kept from before.
 */
export async function* verifyLedger(
  db: Db,
  { organisationId, clipId }: Options = {},
): AsyncGenerator<VerifiedChain> {
  if (clipId !== undefined) {
    yield await verifyChain(db, clipId)
    return
  }
  let after: ClipId | undefined
  for (;;) {
    const clips = await clipsAfter(db, after, organisationId)
    for (const id of clips) yield await verifyChain(db, id)
    after = clips.at(-1)
    if (after === undefined) return
  }
}

const clipsAtOnce = 500
const rowsAtOnce = 1000

/** Clips that have a ledger, or are said to have one. */
async function clipsAfter(
  db: Db,
  after: ClipId | undefined,
  organisationId: OrganisationId | undefined,
): Promise<ClipId[]> {
  const here: RawBuilder<unknown> = organisationId ? sql`organisation_id = ${organisationId}` : sql`true`
  const next: RawBuilder<unknown> = after ? sql`clip_id > ${after}` : sql`true`
  const { rows } = await sql<{ clipId: ClipId }>`
    (select distinct clip_id from ledger where ${here} and ${next} order by clip_id limit ${clipsAtOnce})
    union
    (select clip_id from ledger_heads where ${here} and ${next} order by clip_id limit ${clipsAtOnce})
    order by clip_id limit ${clipsAtOnce}`.execute(db)
  return rows.map(({ clipId }) => clipId)
}

/** One chain as it stood at one moment: rows that are added meanwhile are no breach. */
export const verifyChain = (db: Db, clipId: ClipId): Promise<VerifiedChain> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      let previous = chainStart
      let seq = 0
      let organisationId: OrganisationId | undefined
      const broken = (at: number, why: Breach) => ({
        ...{ clipId, rows: seq, head: previous.toString('hex'), broken: { seq: at, why } },
      })
      for (;;) {
        const rows = await rowsAfter(trx, clipId, seq)
        for (const row of rows) {
          if (row.seq !== seq + 1) return broken(seq + 1, 'removed')
          if (!row.previousHash.equals(previous)) {
            return broken(row.seq, await whyElsewhere(trx, clipId, row))
          }
          if (!saysWhatItSaid(row)) return broken(row.seq, 'changed')
          previous = row.hash
          seq = row.seq
          organisationId = row.organisationId
        }
        if (rows.length < rowsAtOnce) break
      }
      const head = await trx
        .selectFrom('ledgerHeads')
        .selectAll()
        .where('clipId', '=', clipId)
        .executeTakeFirst()
      const isHead = head
        ? head.seq === seq &&
          head.hash.equals(previous) &&
          (organisationId === undefined || head.organisationId === organisationId)
        : seq === 0
      if (!isHead) return broken(Math.max(seq, head?.seq ?? 0), 'head does not match')
      return { clipId, rows: seq, head: previous.toString('hex'), broken: null }
    })

const rowsAfter = (db: Db, clipId: ClipId, seq: number) =>
  db
    .selectFrom('ledger')
    .selectAll()
    // To the microsecond, as it is stored: a Date would hide what is less than a millisecond.
    .select(sql<string>`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`.as('atMicro'))
    .where('clipId', '=', clipId)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(rowsAtOnce)
    .execute()

type Row = Awaited<ReturnType<typeof rowsAfter>>[number]

/** Whether a row's own hash is that of what it says, after the row it names. */
function saysWhatItSaid(row: Row): boolean {
  const { organisationId, clipId, seq, what, cohortId, detail, personId, personSalt, personHash } = row
  // It was written in whole milliseconds.
  if (!row.atMicro.endsWith('000')) return false
  const at = `${row.atMicro.slice(0, -3)}Z`
  const fields = [organisationId, clipId, seq, at, what, cohortId]
  if (!hashLink(row.previousHash, { personHash, fields, detail }).equals(row.hash)) return false
  // Who was erased is gone with the salt; who was not must be who the chain says.
  if (personId === null && personSalt === null) return true
  return (
    personId !== null &&
    personSalt !== null &&
    personHash !== null &&
    personHashOf(personId, personSalt).equals(personHash)
  )
}

/** A row that does not follow the one before it: it is out of order, or what it followed is gone, or it is not itself. */
async function whyElsewhere(db: Db, clipId: ClipId, row: Row): Promise<Breach> {
  const follows = await db
    .selectFrom('ledger')
    .select('seq')
    .where('clipId', '=', clipId)
    .where('hash', '=', row.previousHash)
    .executeTakeFirst()
  if (follows || row.previousHash.equals(chainStart)) return 'reordered'
  return saysWhatItSaid(row) ? 'removed' : 'changed'
}
