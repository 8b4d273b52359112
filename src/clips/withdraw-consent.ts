import { appendAudit } from '../identity/append-audit.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, PauseId } from '../platform/ids.ts'
import { actAsOwner } from './act-as-owner.ts'
import { actForPrivacy } from './act-for-privacy.ts'
import type { WithdrawConsent } from './pause-schemas.ts'
import { writePause } from './write-pause.ts'

const pauseOf = ({ party, actWithinDays = 14 }: WithdrawConsent) =>
  ({ reason: 'consent withdrawn', kind: party, actWithinDays }) as const

/** The owner notes that somebody in the picture no longer agrees: the clip is paused until that is settled. */
export async function withdrawConsent(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  asked: WithdrawConsent,
): Promise<{ id: PauseId }> {
  const refusal = 'Only the person who uploaded the clip can note that. You can raise a concern.'
  return actAsOwner(db, viewer, clipId, refusal, async (trx) => ({
    id: await writePause(trx, viewer, clipId, pauseOf(asked)),
  }))
}

/** A privacy officer notes it, of a clip they were told the id of and cannot see. */
export async function withdrawConsentForPrivacy(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  asked: WithdrawConsent,
): Promise<{ id: PauseId }> {
  return actForPrivacy(db, viewer, clipId, async (trx) => {
    const id = await writePause(trx, viewer, clipId, pauseOf(asked))
    await appendAudit(trx, viewer, 'withdraw-consent', { clipId, pauseId: id })
    return { id }
  })
}
