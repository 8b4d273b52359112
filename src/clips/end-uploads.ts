import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { UploadId } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'
import { abandonUpload } from './abandon-upload.ts'
import { completeReceived } from './complete-received.ts'
import { isNotHeld } from './find-hold.ts'

/**
 * Ends the uploads nobody will: completes those of which every byte came although the last answer was never given, and
 * gives up those whose time is over, and copies that nobody is making.
 */
export async function endUploads(platform: Platform, signal: AbortSignal): Promise<void> {
  const { db, log } = platform
  for (const { id, way, expired } of await quietUploads(db)) {
    signal.throwIfAborted()
    try {
      const arrived = way === 'tus' ? await whatCame(platform, id) : undefined
      if (arrived && arrived.offset === arrived.size) await completeReceived(platform, id)
      else if (expired)
        await abandonUpload(db, id, 'fail', way === 'copy' ? 'copy-failed' : 'upload-unfinished')
    } catch (error) {
      // One that cannot be ended now must not keep the others from it.
      log.warn({ err: error, uploadId: id }, 'an upload could not be ended')
    }
  }
}

/** Open uploads that nobody is writing to, and that did not begin just now. */
const quietUploads = (db: Db) =>
  db
    .selectFrom('uploads')
    .select(['id', 'way'])
    .select(
      sql<boolean>`(expires_at < now() or (way = 'copy' and ${isNobodysCopy})) and ${isNotHeld('uploads.clip_id')}`.as(
        'expired',
      ),
    )
    .where('completedAt', 'is', null)
    .where('abandonedAt', 'is', null)
    .where((eb) => eb.or([eb('leaseHolder', 'is', null), eb('leaseExpiresAt', '<', sql<Date>`now()`)]))
    .where('createdAt', '<', sql<Date>`now() - interval '10 minutes'`)
    .orderBy('id')
    .execute()

/** Nobody copies the recording for it, nor will: the row of that job was lost. */
const isNobodysCopy = sql`not exists (
  select from outbox where job = 'clips.copy-recording' and finished_at is null
    and payload ->> 'clipId' = uploads.clip_id::text)`

async function whatCame({ storage }: Platform, uploadId: UploadId) {
  try {
    return await storage.resumable.dataStore.getUpload(uploadId)
  } catch (error) {
    const status = (error as { status_code?: number }).status_code
    if (status === 404 || status === 410) return undefined
    throw error
  }
}
