import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { isPaused } from './find-clip.ts'
import type { Cut } from './find-preparation.ts'
import { stillStands } from './still-stands.ts'

export type CopySource = NonNullable<Awaited<ReturnType<typeof findCopySource>>>

/** The copy of a recording that a clip waits for; undefined once it is there, or was given up. Not for answering people. */
export const findOpenCopy = (db: Db, clipId: ClipId) => openCopy(db, clipId).executeTakeFirst()

/** The same, which nobody else completes or gives up before the caller's transaction ends. */
export async function lockOpenCopy(db: Db, clipId: ClipId) {
  // The clip before its upload, as by whoever orders its purge.
  if (!(await stillStands(db, clipId))) return undefined
  return openCopy(db, clipId).forUpdate('uploads').executeTakeFirst()
}

const openCopy = (db: Db, clipId: ClipId) =>
  db
    .selectFrom('uploads')
    .innerJoin('cuts', (join) => join.onRef('cuts.clipId', '=', 'uploads.clipId').on('cuts.cutNo', '=', 1))
    .select(['uploads.id', 'uploads.organisationId', 'uploads.clipId', 'uploads.objectKey'])
    .select(['uploads.contentType', 'cuts.inMs', 'cuts.outMs'])
    .where('uploads.clipId', '=', clipId)
    .where('uploads.way', '=', 'copy')
    .where('uploads.completedAt', 'is', null)
    .where('uploads.abandonedAt', 'is', null)

/** The recording of a clip, and what the clip shows of it; undefined once it may not be copied any more. */
export const findCopySource = (db: Db, clipId: ClipId) =>
  db
    .selectFrom('clips')
    .innerJoin('recordings', 'recordings.id', 'clips.recordingId')
    .leftJoin('clipPurges', 'clipPurges.clipId', 'clips.id')
    .leftJoin('clipWithdrawals', 'clipWithdrawals.clipId', 'clips.id')
    .leftJoin('cuts', (join) =>
      join.onRef('cuts.clipId', '=', 'clips.id').onRef('cuts.cutNo', '=', 'clips.cutNo'),
    )
    .select(['recordings.objectKey', 'recordings.bytes', 'recordings.sha256', 'recordings.facts'])
    .select(['recordings.capturedAt', 'recordings.durationMs', 'recordings.sealedAt', 'clips.cutNo'])
    .select(sql<number>`coalesce(cuts.in_ms, 0)`.as('inMs'))
    .select(sql<number>`coalesce(cuts.out_ms, recordings.duration_ms, 0)`.as('outMs'))
    .where('clips.id', '=', clipId)
    .where('recordings.originalGoneAt', 'is', null)
    .where('recordings.destroyWantedAt', 'is', null)
    .where('clipPurges.clipId', 'is', null)
    .where('clipWithdrawals.clipId', 'is', null)
    .where(({ not }) => not(isPaused))
    .executeTakeFirst()

/** Whether a part shows nothing that another one does not show. */
export const liesWithin = (part: Cut, whole: Cut): boolean =>
  part.inMs >= whole.inMs && part.outMs <= whole.outMs
