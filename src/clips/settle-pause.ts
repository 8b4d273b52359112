import { appendAudit } from '../identity/append-audit.ts'
import { requirePrivacyOffice } from '../identity/find-privacy-office.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, PauseId } from '../platform/ids.ts'
import { authorize, conflict, notFound } from '../platform/problems.ts'
import { actAsOwner } from './act-as-owner.ts'
import { actForPrivacy } from './act-for-privacy.ts'
import type { Resolution } from './pause-schemas.ts'
import { writeResolution } from './write-resolution.ts'

const findPause = async (db: Db, pauseId: PauseId) =>
  (await db.selectFrom('clipPauses').selectAll().where('id', '=', pauseId).executeTakeFirst()) ??
  notFound('pause')

/** The owner settles a withdrawn consent, by another cut or by taking the clip back. A concern is not theirs to settle. */
export async function settleOwnPause(
  db: Db,
  viewer: Viewer,
  { clipId, pauseId }: { readonly clipId: ClipId; readonly pauseId: PauseId },
  resolution: Exclude<Resolution, 'kept'>,
): Promise<void> {
  const refusal = 'Only the person who uploaded the clip can settle that.'
  await actAsOwner(db, viewer, clipId, refusal, async (trx) => {
    const pause = await findPause(trx, pauseId)
    if (pause.clipId !== clipId) notFound('pause')
    authorize(pause.reason === 'consent withdrawn', 'A concern is settled by a privacy officer.')
    await writeResolution(trx, viewer, pause, resolution)
  })
}

/**
 * A privacy officer settles a pause of a clip they cannot see. A withdrawn consent cannot be kept, unless they noted it
 * themselves, by mistake. A concern about a clip of their own is for another officer.
 */
export async function settlePause(
  db: Db,
  viewer: Viewer,
  pauseId: PauseId,
  resolution: Resolution,
): Promise<void> {
  await requirePrivacyOffice(db, viewer)
  const known = await db
    .selectFrom('clipPauses')
    .innerJoin('clips', 'clips.id', 'clipPauses.clipId')
    .select(['clipPauses.clipId', 'clipPauses.reason', 'clips.ownerId'])
    .where('clipPauses.id', '=', pauseId)
    .where('clipPauses.organisationId', '=', viewer.organisationId)
    .executeTakeFirst()
  const { clipId, reason, ownerId } = known ?? notFound('pause')
  authorize(
    reason !== 'concern' || ownerId !== viewer.personId,
    'A concern about a clip of yours is settled by another privacy officer. You can take the clip back.',
  )
  await actForPrivacy(db, viewer, clipId, async (trx) => {
    const pause = await findPause(trx, pauseId)
    if (pause.reason === 'consent withdrawn' && resolution === 'kept' && pause.raisedBy !== viewer.personId) {
      conflict('consent-withdrawn', 'Somebody in the picture no longer agrees, so it cannot stay as it is.')
    }
    const settled = await writeResolution(trx, viewer, pause, resolution)
    if (settled) await appendAudit(trx, viewer, 'settle-pause', { clipId, pauseId, resolution })
  })
}
