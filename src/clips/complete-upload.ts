import { type Selectable, sql } from 'kysely'
import type { Database, Db } from '../platform/db/schema.ts'
import { type ClipId, newId, type RecordingId, type UploadId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { conflict } from '../platform/problems.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { trimmed } from '../platform/words.ts'
import { findTurn } from './find-turn.ts'
import { InspectClip } from './jobs.ts'
import { stillStands } from './still-stands.ts'

interface Arrived {
  readonly bytes: number
  /** Known for a form, which is hashed on the way; the worker's first step takes it otherwise. */
  readonly sha256?: Buffer
  /** A form may say its title after its file. */
  readonly title?: string
  /** What was found out about the recording before it was copied. */
  readonly known?: Pick<Selectable<Database['recordings']>, 'facts' | 'capturedAt' | 'durationMs'>
}

/**
 * All bytes are in the store: turns the upload into a recording and sends the clip on to be prepared, in one
 * transaction. Doing it again changes nothing. Answers the clip, or undefined where the upload was given up meanwhile.
 */
export const completeUpload = (db: Db, uploadId: UploadId, arrived: Arrived): Promise<ClipId | undefined> =>
  db.transaction().execute((trx) => writeCompletion(trx, uploadId, arrived))

/** The same, in the caller's transaction. */
export async function writeCompletion(
  db: Db,
  uploadId: UploadId,
  { bytes, sha256, title, known }: Arrived,
): Promise<ClipId | undefined> {
  // The clip is locked before its upload, as by whoever orders its purge.
  const of = await db.selectFrom('uploads').select('clipId').where('id', '=', uploadId).executeTakeFirst()
  if (!of || !(await stillStands(db, of.clipId))) return undefined
  const upload = await db
    .updateTable('uploads')
    .set({ completedAt: sql<Date>`now()` })
    .where('id', '=', uploadId)
    .where('completedAt', 'is', null)
    .where('abandonedAt', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (!upload) return completedBefore(db, uploadId)

  const { organisationId, clipId, ownerId, objectKey } = upload
  const recordingId = newId<RecordingId>()
  await db
    .insertInto('recordings')
    .values({
      organisationId,
      id: recordingId,
      uploadId,
      ownerId,
      objectKey,
      bytes,
      sha256: sha256 ?? null,
      ...(known && { ...known, facts: known.facts && JSON.stringify(known.facts) }),
    })
    .execute()
  await db
    .insertInto('storedObjects')
    .values({ organisationId, objectKey, clipId, settledAt: sql<Date>`now()` })
    .execute()
  const preparing = await db
    .updateTable('clips')
    .set({ state: 'preparing', recordingId, progressStep: 'checking', progressFraction: 0 })
    .$if(title !== undefined, (query) => query.set({ title: trimmed(title ?? '') }))
    .where('id', '=', clipId)
    .where('state', '=', 'receiving')
    .executeTakeFirst()
  if (preparing.numUpdatedRows === 0n)
    return conflict('not-receiving', 'This clip is not waiting for a file.')
  await enqueue(db, InspectClip, { clipId }, await findTurn(db, clipId))
  await announce(db, { clipId, what: 'clip' })
  return clipId
}

async function completedBefore(db: Db, uploadId: UploadId): Promise<ClipId | undefined> {
  const upload = await db
    .selectFrom('uploads')
    .select('clipId')
    .where('id', '=', uploadId)
    .where('completedAt', 'is not', null)
    .executeTakeFirst()
  return upload?.clipId
}
