import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { isNotHeld } from './find-hold.ts'
import { SweepClips } from './jobs.ts'
import { lockClip } from './write-purge.ts'

/**
 * Where its owner wanted that, the recording of a clip that is ready is gone for everybody from the commit of the caller's
 * transaction on. Its bytes are the sweep's, at once or, of a clip on hold, when the hold is lifted, of which nobody learns.
 */
export async function giveUpOriginal(db: Db, clipId: ClipId): Promise<void> {
  const gone = await db
    .updateTable('recordings')
    .set({ originalGoneAt: sql<Date>`now()` })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('clips')
        .select('clips.recordingId')
        .where('clips.id', '=', clipId)
        .where('state', '=', 'ready'),
    )
    .where('destroyWantedAt', 'is not', null)
    .where('originalGoneAt', 'is', null)
    .executeTakeFirst()
  if (gone.numUpdatedRows > 0n) await enqueue(db, SweepClips, {})
}

/** Clips whose original was given up and still has its bytes; `discardOriginal` decides. */
export async function findGivenUpOriginals(db: Db): Promise<ClipId[]> {
  const clips = await givenUp(db).select('clips.id').where(isNotHeld('clips.id')).execute()
  return clips.map(({ id }) => id)
}

/** Gives those bytes to the sweep, in the caller's transaction. Answers false where the clip is on hold, or it was done. */
export async function discardOriginal(db: Db, clipId: ClipId): Promise<boolean> {
  // Whoever places a hold holds the clip meanwhile.
  await lockClip(db, clipId)
  const keys = givenUp(db)
    .select('recordings.objectKey')
    .where('clips.id', '=', clipId)
    .where(isNotHeld('clips.id'))
  const discarded = await db
    .updateTable('storedObjects')
    .set({ discardedAt: sql<Date>`now()` })
    .where('objectKey', 'in', keys)
    .executeTakeFirst()
  return discarded.numUpdatedRows > 0n
}

const givenUp = (db: Db) =>
  db
    .selectFrom('recordings')
    .innerJoin('clips', 'clips.recordingId', 'recordings.id')
    .innerJoin('storedObjects', 'storedObjects.objectKey', 'recordings.objectKey')
    .where('recordings.destroyWantedAt', 'is not', null)
    .where('recordings.originalGoneAt', 'is not', null)
    .where('storedObjects.discardedAt', 'is', null)
