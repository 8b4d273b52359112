import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { authorize, conflict } from '../platform/problems.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { type FailureCode, failures } from './failures.ts'
import { findClip } from './find-clip.ts'
import { findTurn } from './find-turn.ts'
import { EncodeLadder, InspectClip } from './jobs.ts'
import { ownsClip } from './policy.ts'

/** The owner has a failed clip prepared again; one that was watchable stays so meanwhile. */
export async function retryClip(db: Db, viewer: Viewer, clipId: ClipId): Promise<void> {
  const clip = await findClip(db, viewer, clipId)
  authorize(ownsClip(viewer, clip), 'Only the person who uploaded the clip can have it prepared again.')
  const { failureCode } = clip
  if (failureCode === null) conflict('not-failed', 'There is nothing to try again: the clip did not fail.')
  if (!failures[failureCode as FailureCode].retryable) {
    conflict('not-retryable', failures[failureCode as FailureCode].message)
  }
  await db.transaction().execute(async (trx) => {
    const retried = await trx
      .updateTable('clips')
      .set((eb) => ({
        state: eb
          .case()
          .when('state', '=', 'failed')
          .then('preparing' as const)
          .else(eb.ref('state'))
          .end(),
        failureCode: null,
        progressStep: 'checking',
        progressFraction: 0,
        progressSecondsLeft: null,
      }))
      .where('id', '=', clipId)
      .where('failureCode', '=', failureCode)
      .returning(['state', 'cutNo'])
      .executeTakeFirst()
    if (!retried) return conflict('not-failed', 'It is being tried again already.')
    const job = retried.state === 'preparing' ? InspectClip : EncodeLadder
    await enqueue(trx, job, { clipId, cutNo: retried.cutNo }, await findTurn(trx, clipId))
    await announce(trx, { clipId, what: 'clip' })
  })
}
