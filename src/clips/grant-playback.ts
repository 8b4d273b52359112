import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type ClipId, type ExemplarId, newId, type PlaybackId } from '../platform/ids.ts'
import { appendLedger } from './append-ledger.ts'
import { audiencesInReach } from './find-audiences.ts'
import { showPlayback } from './find-playback.ts'
import { findWatchable } from './find-watchable.ts'
import { findWayIn } from './find-way-in.ts'
import { lockForPlay } from './lock-ledger.ts'
import { ownsClip } from './policy.ts'
import type { Playback } from './schemas.ts'

/**
 * Lets the viewer play the clip, and tells its owner so, once: what a player then fetches adds nothing. Refuses with 409
 * while there is nothing to play.
 */
export async function grantPlayback(db: Db, viewer: Viewer, clipId: ClipId): Promise<Playback> {
  const { organisationId } = await findWatchable(db, viewer, clipId)
  return db.transaction().execute(async (trx) => {
    await lockForPlay(trx, viewer, { organisationId, clipId })
    // Looked at again behind the lock: in the ledger nobody plays what was taken back before.
    const clip = await findWatchable(trx, viewer, clipId)
    const id = newId<PlaybackId>()
    const { personId } = viewer
    const isOwn = ownsClip(viewer, clip)
    const cohortId = isOwn ? null : await findWayIn(trx, viewer, clipId, 'play')
    const exemplarId = isOwn || cohortId ? null : await findExemplar(trx, viewer, clipId)
    await trx
      .insertInto('playbacks')
      .values({ organisationId, id, clipId, personId, what: 'play', cutNo: clip.cutNo })
      .execute()
    const playback = await showPlayback(trx, clip, id)
    await appendLedger(trx, {
      ...{ organisationId, clipId, what: 'play', personId, cohortId },
      ...(exemplarId && { detail: { exemplarId } }),
    })
    return playback
  })
}

/** As which exemplar the viewer sees a clip that no cohort of theirs has. */
async function findExemplar(db: Db, viewer: Viewer, clipId: ClipId): Promise<ExemplarId | null> {
  const audience = await audiencesInReach(db, viewer)
    .select('clipAudiences.exemplarId')
    .where('clipAudiences.clipId', '=', clipId)
    .executeTakeFirst()
  return audience?.exemplarId ?? null
}
