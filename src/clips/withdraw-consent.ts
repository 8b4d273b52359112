import { appendAudit } from '../identity/append-audit.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, PauseId } from '../platform/ids.ts'
import { actAsOwner } from './act-as-owner.ts'
import { actForPrivacy } from './act-for-privacy.ts'
import { findFamily, lockFamily } from './find-family.ts'
import type { WithdrawConsent } from './pause-schemas.ts'
import { writePause } from './write-pause.ts'

/**
 * The owner notes that somebody in the picture no longer agrees: the clip is paused until that is settled, and so is
 * every other of the same recording, as they may be in that too. Each is settled on its own.
 */
export async function withdrawConsent(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  asked: WithdrawConsent,
): Promise<{ id: PauseId }> {
  const refusal = 'Only the person who uploaded the clip can note that. You can raise a concern.'
  return actAsOwner(
    db,
    viewer,
    clipId,
    refusal,
    async (trx) => ofClip(clipId, await pauseFamily(trx, viewer, clipId, asked)),
    lockFamily,
  )
}

/** A privacy officer notes it, of a clip they were told the id of and cannot see. */
export async function withdrawConsentForPrivacy(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  asked: WithdrawConsent,
): Promise<{ id: PauseId }> {
  return actForPrivacy(
    db,
    viewer,
    clipId,
    async (trx) => {
      const pauses = await pauseFamily(trx, viewer, clipId, asked)
      for (const pause of pauses) await appendAudit(trx, viewer, 'withdraw-consent', pause)
      return ofClip(clipId, pauses)
    },
    lockFamily,
  )
}

type OfClip = { readonly clipId: ClipId; readonly pauseId: PauseId }

async function pauseFamily(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  { party, actWithinDays = 14 }: WithdrawConsent,
): Promise<OfClip[]> {
  const pause = { reason: 'consent withdrawn', kind: party, actWithinDays } as const
  const pauses: OfClip[] = []
  for (const id of await findFamily(db, clipId)) {
    pauses.push({ clipId: id, pauseId: await writePause(db, viewer, id, pause) })
  }
  return pauses
}

const ofClip = (asked: ClipId, pauses: readonly OfClip[]): { id: PauseId } => {
  const pause = pauses.find(({ clipId }) => clipId === asked)
  if (!pause) throw new Error('a clip is of its own family')
  return { id: pause.pauseId }
}
