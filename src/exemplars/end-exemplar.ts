import { sql } from 'kysely'
import { appendLedger } from '../clips/append-ledger.ts'
import { closeAudience } from '../clips/close-audience.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId } from '../platform/ids.ts'
import { announceNews } from '../platform/live/changes.ts'
import { authorize, notFound } from '../platform/problems.ts'
import { actOnExemplar } from './act-on-exemplar.ts'
import { type FoundExemplar, findExemplar } from './find-exemplar.ts'
import { holdExemplar } from './hold-exemplar.ts'
import type { Receipt } from './schemas.ts'
import { settleExemplar, settleOver } from './settle-exemplar.ts'

/**
 * The owner's one button: from the commit on nobody sees the clip as an exemplar any more. Answers the receipt, the same
 * each time; null where they never agreed, so that there is nothing to end.
 */
export async function endExemplar(db: Db, viewer: Viewer, id: ExemplarId): Promise<Receipt | null> {
  const allow = ({ isOwn }: FoundExemplar) =>
    authorize(isOwn, 'Only the person whose clip it is can end that.')
  const known = await findExemplar(db, viewer, id)
  allow(known)
  // Something else ended it, maybe with the clip itself.
  if (known.state === 'ended') return findReceipt(db, viewer, id)
  const ended = await actOnExemplar(db, viewer, id, allow, async (trx, exemplar) => {
    if (exemplar.state !== 'agreed' && exemplar.state !== 'published') return exemplar.state === 'ended'
    const { clipId, organisationId } = exemplar
    const { personId } = viewer
    const { now } = await trx.selectNoFrom(sql<Date>`now()`.as('now')).executeTakeFirstOrThrow()
    await closeAudience(trx, clipId, 'owner', personId)
    const held = (await holdExemplar(trx, id)) ?? notFound('exemplar')
    await settleExemplar(trx, held, { because: 'owner', at: now })
    if (held.nominatedBy !== personId) await announceNews(trx, { personId: held.nominatedBy })
    await appendLedger(trx, {
      ...{ organisationId, clipId, what: 'consent to exemplar', personId },
      detail: { exemplarId: id },
    })
    return true
  })
  return ended ? findReceipt(db, viewer, id) : null
}

async function findReceipt(db: Db, viewer: Viewer, id: ExemplarId): Promise<Receipt | null> {
  await settleOver(db, id)
  const { receipt } = await findExemplar(db, viewer, id)
  return receipt as Receipt | null
}
