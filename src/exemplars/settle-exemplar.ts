import { sql } from 'kysely'
import { closeAudience } from '../clips/close-audience.ts'
import { inTransaction } from '../platform/db/in-transaction.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, ExemplarId } from '../platform/ids.ts'
import { announceNews } from '../platform/live/changes.ts'
import { composeReceipt } from './compose-receipt.ts'
import { type Ending, findEnding } from './find-ending.ts'
import { holdExemplar } from './hold-exemplar.ts'
import type { Receipt } from './schemas.ts'

type Held = NonNullable<Awaited<ReturnType<typeof holdExemplar>>>

/**
 * Writes down that an exemplar is over, and what its owner is told of it, in a transaction that holds it and closed its
 * audience: the consent is revoked and it stands in no collection any more.
 */
export async function settleExemplar(db: Db, exemplar: Held, ending: Ending): Promise<Receipt> {
  const { id, ownerId } = exemplar
  const receipt = await composeReceipt(db, exemplar, ending)
  await db
    .updateTable('exemplarConsents')
    .set({ revokedAt: sql<Date>`now()` })
    .where('exemplarId', '=', id)
    .where('revokedAt', 'is', null)
    .execute()
  await db.deleteFrom('collectionItems').where('exemplarId', '=', id).execute()
  await db
    .updateTable('exemplars')
    .set({ endedAt: sql<Date>`now()`, endedBecause: ending.because, receipt: JSON.stringify(receipt) })
    .where('id', '=', id)
    .execute()
  await announceNews(db, { personId: ownerId })
  return receipt
}

/**
 * Settles an exemplar that is over by the rows around it: its audience was closed, its time ran out, its owner left or its
 * clip was purged. Answers false where it is not, or where that was done before. Running it again changes nothing.
 */
export const settleOver = (db: Db, id: ExemplarId): Promise<boolean> =>
  inTransaction(db, async (trx) => settleHeld(trx, await holdExemplar(trx, id)))

/** The same in a transaction of the caller's, which holds the exemplar. */
export async function settleHeld(db: Db, exemplar: Held | undefined): Promise<boolean> {
  if (!exemplar || exemplar.refusedAt || exemplar.takenBackAt || exemplar.endedAt) return false
  const ending = await findEnding(db, exemplar.id)
  if (!ending) return false
  await closeAudience(db, exemplar.clipId, ending.because, null)
  await settleExemplar(db, exemplar, ending)
  return true
}

/** The same for what is still open of a clip, which the caller holds. */
export async function settleClip(db: Db, clipId: ClipId): Promise<void> {
  const open = await db
    .selectFrom('exemplars')
    .select('id')
    .where('clipId', '=', clipId)
    .where('refusedAt', 'is', null)
    .where('takenBackAt', 'is', null)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  if (open) await settleHeld(db, await holdExemplar(db, open.id))
}
