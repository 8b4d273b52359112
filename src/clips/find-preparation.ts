import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { isPurged } from './still-stands.ts'

export type Preparation = NonNullable<Awaited<ReturnType<typeof findPreparation>>>

/**
 * All a worker needs to know of a clip it prepares; undefined where it is gone or was purged. `cut` is
 * null for the whole. Not for answering people.
 */
export async function findPreparation(db: Db, clipId: ClipId) {
  const clip = await db
    .selectFrom('clips')
    .innerJoin('recordings', 'recordings.id', 'clips.recordingId')
    .innerJoin('uploads', 'uploads.id', 'recordings.uploadId')
    .select(['clips.id', 'clips.organisationId', 'clips.ownerId', 'clips.state', 'clips.cutNo'])
    .select(['recordings.id as recordingId', 'recordings.objectKey', 'recordings.bytes'])
    .select(['recordings.sha256', 'recordings.facts', 'uploads.sha256Declared'])
    .select('recordings.durationMs as recordingMs')
    .where('clips.id', '=', clipId)
    .executeTakeFirst()
  if (!clip || (await isPurged(db, clipId))) return undefined
  const renditions = await db
    .selectFrom('renditions')
    .select(['name', 'objectKey', 'width', 'height', 'durationMs'])
    .where('clipId', '=', clipId)
    .where('cutNo', '=', clip.cutNo)
    .where('retiredAt', 'is', null)
    .orderBy('bandwidth')
    .execute()
  const cut = await db
    .selectFrom('cuts')
    .select(['inMs', 'outMs'])
    .where('clipId', '=', clipId)
    .where('cutNo', '=', clip.cutNo)
    .executeTakeFirst()
  const isWhole = cut?.inMs === 0 && cut.outMs === clip.recordingMs
  return { ...clip, renditions, cut: isWhole ? null : (cut ?? null) }
}

/** Which cut a clip is at now; undefined where it is gone. */
export const findCutNo = async (db: Db, clipId: ClipId): Promise<number | undefined> =>
  (await db.selectFrom('clips').select('cutNo').where('id', '=', clipId).executeTakeFirst())?.cutNo
