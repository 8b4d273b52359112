import { findClip } from '../clips/find-clip.ts'
import { holdCut } from '../clips/hold-cut.ts'
import { isWatchable } from '../clips/states.ts'
import { refusePurged } from '../clips/still-stands.ts'
import { holdPeople } from '../identity/hold-people.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { authorize, conflict, notFound } from '../platform/problems.ts'
import { cutOf } from './cut-of.ts'
import { findStanding } from './find-standing.ts'
import { visibleThreads } from './find-thread.ts'
import { momentOn, onRecording, refuseOtherCut } from './moments.ts'
import { mayComment } from './policy.ts'
import { sayOnce } from './say-once.ts'
import type { StartThread, Thread } from './schemas.ts'
import { showThreads } from './show-threads.ts'
import { takeStage } from './take-stage.ts'
import { writeMentions } from './write-mentions.ts'
import { writeThread } from './write-thread.ts'

/** Opens talk at a moment of a clip, in one cohort. The same `clientKey` again answers the thread that stands. */
export async function startThread(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  said: StartThread,
): Promise<Thread> {
  const clip = await findClip(db, viewer, clipId)
  const { cohortId, clientKey } = said
  const standing = await findStanding(db, viewer, clip, cohortId)
  const cut = cutOf(clip)
  const { threadId } = await sayOnce(db, viewer, clientKey, { clipId, cohortId }, () => {
    if (!standing.isShared) {
      conflict('not-shared', 'The clip is not shared with this cohort. Share it first, then talk about it.')
    }
    authorize(mayComment(standing), 'The clip was shared with this cohort to watch, not to comment on.')
    if (!isWatchable(clip.state)) {
      conflict('not-watchable', 'The clip is still being prepared. You can comment once it can be watched.')
    }
    refuseOtherCut(cut, said.cutNo)
    const moment = momentOn({ durationMs: cut.durationMs, hasPicture: clip.width !== null }, said)
    return db.transaction().execute(async (trx) => {
      await holdPeople(trx, [viewer.personId, ...(said.mentions ?? [])])
      await refusePurged(trx, clipId)
      await holdCut(trx, clipId, clip.cutNo)
      const place = { clipId, cohortId, standing }
      const saying = { kind: said.kind, hasMoment: moment.startMs !== null }
      const stageId = await takeStage(trx, viewer, place, saying, said.stageId)
      const written = await writeThread(trx, viewer, {
        ...said,
        ...onRecording(cut, moment),
        ...{ clipId, cutNo: clip.cutNo, stageId, exemplarId: standing.exemplarId },
      })
      await writeMentions(trx, { id: written.commentId, cohortId }, said.mentions ?? [])
      await announce(trx, { clipId, what: 'talk', cohortId, threadId: written.threadId })
      return written
    })
  })
  const threads = await visibleThreads(db, viewer)
    .selectAll('threads')
    .where('threads.id', '=', threadId)
    .execute()
  const [shown] = await showThreads(db, viewer, threads, () => standing, cut)
  return shown ?? notFound('thread')
}
