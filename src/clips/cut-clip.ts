import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { authorize, conflict } from '../platform/problems.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { appendLedger } from './append-ledger.ts'
import type { CutClip } from './cut-schemas.ts'
import { cutOf } from './cut-times.ts'
import { findClip } from './find-clip.ts'
import { InspectClip, SweepClips } from './jobs.ts'
import { ownsClip } from './policy.ts'
import { refusePurged } from './still-stands.ts'

/**
 * The owner sets what of the recording others may have. From the commit on nothing of any other cut can be obtained:
 * its renditions and stills are given up, and the clip is prepared again from the original. Threads keep their moments
 * by themselves, as their times are the recording's. The cut that stands already changes nothing.
 */
export async function cutClip(db: Db, viewer: Viewer, clipId: ClipId, asked: CutClip): Promise<void> {
  const clip = await findClip(db, viewer, clipId)
  authorize(ownsClip(viewer, clip), 'Only the person who uploaded the clip can cut it.')
  await db.transaction().execute(async (trx) => {
    await refusePurged(trx, clipId)
    const before = await trx
      .selectFrom('clips')
      .innerJoin('recordings', 'recordings.id', 'clips.recordingId')
      .leftJoin('cuts', (join) =>
        join.onRef('cuts.clipId', '=', 'clips.id').onRef('cuts.cutNo', '=', 'clips.cutNo'),
      )
      .select(['clips.cutNo', 'clips.state', 'recordings.durationMs', 'recordings.originalGoneAt'])
      .select(['cuts.inMs', 'cuts.outMs'])
      .where('clips.id', '=', clipId)
      .executeTakeFirst()
    const recordingMs = before?.durationMs
    if (!before || recordingMs == null) {
      return conflict(
        'not-watchable',
        'The clip is still being prepared. It can be cut once it can be watched.',
      )
    }
    const { inMs, outMs } = cutOf(recordingMs, asked)
    if ((before.inMs ?? 0) === inMs && (before.outMs ?? recordingMs) === outMs) return
    if (before.originalGoneAt) {
      conflict('original-gone', 'The original file is gone by now, so the clip can no longer be cut anew.')
    }
    const cutNo = before.cutNo + 1
    const moved = await trx
      .updateTable('clips')
      .set({
        ...{ cutNo, durationMs: outMs - inMs, state: 'preparing', failureCode: null },
        ...{ progressStep: 'checking', progressFraction: 0, progressSecondsLeft: null },
      })
      .where('id', '=', clipId)
      .where('cutNo', '=', before.cutNo)
      .where((eb) =>
        eb.or([
          eb('state', 'in', ['watchable', 'ready']),
          // A cut that could not be prepared is mended by another; a recording that never could is not.
          eb.and([eb('state', '=', 'failed'), eb('cutNo', '>', 1)]),
        ]),
      )
      .executeTakeFirst()
    if (moved.numUpdatedRows === 0n) {
      conflict('not-watchable', 'The clip is still being prepared. It can be cut once it can be watched.')
    }
    const { organisationId, personId } = viewer
    await trx
      .insertInto('cuts')
      .values({ organisationId, clipId, cutNo, inMs, outMs, madeBy: personId })
      .execute()
    await giveUpOlderCuts(trx, clipId)
    await enqueue(trx, InspectClip, { clipId }, { organisationId })
    await enqueue(trx, SweepClips, {})
    await announce(trx, { clipId, what: 'clip' })
    // Their threads stand at other times now.
    for (const { cohortId } of await sharedWith(trx, clipId)) {
      await announce(trx, { clipId, what: 'talk', cohortId })
    }
    await appendLedger(trx, {
      ...{ organisationId, clipId, personId, what: 'cut' },
      detail: { cutNo, inMs, outMs },
    })
  })
}

const sharedWith = (db: Db, clipId: ClipId) =>
  db
    .selectFrom('clipGrants')
    .select('cohortId')
    .where('clipId', '=', clipId)
    .where('revokedAt', 'is', null)
    .execute()

/** What was cut away must not wait for the new cut to be ready. */
async function giveUpOlderCuts(db: Db, clipId: ClipId): Promise<void> {
  const keys: string[] = []
  for (const table of ['renditions', 'stills'] as const) {
    const gone = await db.deleteFrom(table).where('clipId', '=', clipId).returning('objectKey').execute()
    keys.push(...gone.map(({ objectKey }) => objectKey))
  }
  if (keys.length === 0) return
  await db
    .updateTable('storedObjects')
    .set({ discardedAt: sql<Date>`now()` })
    .where('objectKey', 'in', keys)
    .execute()
}
