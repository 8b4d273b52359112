import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { conflict } from '../platform/problems.ts'
import { actAsOwner } from './act-as-owner.ts'
import { appendLedger } from './append-ledger.ts'
import { settleTurn } from './settle-turn.ts'
import { wasCutSince } from './write-resolution.ts'

/**
 * The owner brings a withdrawn clip back, to those it was shared with. Twice is once. One that was taken back because
 * somebody in the picture no longer agrees comes back cut anew, or with a new word that they do.
 */
export async function restoreClip(db: Db, viewer: Viewer, clipId: ClipId): Promise<void> {
  const refusal = 'Only the person who uploaded the clip can bring it back.'
  const { organisationId, personId } = viewer
  await actAsOwner(db, viewer, clipId, refusal, async (trx) => {
    if (await lacksConsent(trx, clipId)) {
      conflict(
        'consent-withdrawn',
        'Somebody in the picture no longer agrees. Cut the clip anew, or say that they do agree, to bring it back.',
      )
    }
    const gone = await trx.deleteFrom('clipWithdrawals').where('clipId', '=', clipId).executeTakeFirst()
    if (gone.numDeletedRows === 0n) return
    await settleTurn(trx, clipId)
    await announce(trx, { clipId, what: 'clip' })
    await appendLedger(trx, { organisationId, clipId, what: 'restore', personId })
  })
}

/** Whether a consent that was withdrawn stopped the clip, and nothing was done about it since. */
async function lacksConsent(db: Db, clipId: ClipId): Promise<boolean> {
  const last = await db
    .selectFrom('clipPauses')
    .select('resolvedAt')
    .where('clipId', '=', clipId)
    .where('reason', '=', 'consent withdrawn')
    .where('resolution', '=', 'withdrawn')
    .orderBy('resolvedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!last?.resolvedAt || (await wasCutSince(db, clipId, last.resolvedAt))) return false
  const attested = await db
    .selectFrom('consentAttestations')
    .select('id')
    .where('clipId', '=', clipId)
    .where('replacedAt', 'is', null)
    .where('attestedAt', '>', last.resolvedAt)
    .executeTakeFirst()
  return attested === undefined
}
