import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Limits } from '../platform/config.ts'
import type { Db } from '../platform/db/schema.ts'
import { type ClipId, newId, type UploadId } from '../platform/ids.ts'
import { trimmed } from '../platform/words.ts'
import { lockUploader, refuseBeyondQuota } from './upload-quota.ts'
import { refuseTooLarge, refuseWrongType } from './upload-rules.ts'

export interface NewUpload {
  readonly way: 'form' | 'tus' | 'demo' | 'copy'
  readonly title: string
  readonly filename: string
  readonly contentType: string
  /** At most, where it is known only at the end. */
  readonly bytes: number
  readonly sha256?: Buffer | undefined
}

export interface StartedUpload {
  readonly clipId: ClipId
  readonly uploadId: UploadId
  readonly objectKey: string
}

/**
 * Creates the clip in `receiving` together with its upload, within the limits. Uploads of one person start one after
 * the other, so that two at once cannot share the same last piece of quota.
 */
export function startUpload(
  db: Db,
  viewer: Viewer,
  limits: Limits,
  objectKeyOf: (uploadId: UploadId) => string,
  upload: NewUpload,
): Promise<StartedUpload> {
  refuseWrongType(upload.contentType)
  refuseTooLarge(upload.bytes, limits)
  return db.transaction().execute(async (trx) => {
    await lockUploader(trx, viewer)
    await refuseBeyondQuota(trx, viewer, upload.bytes, limits)
    return writeUpload(trx, viewer, limits, objectKeyOf, upload)
  })
}

/** Writes the clip and its upload, in the caller's transaction. The limits were held before. */
export async function writeUpload(
  db: Db,
  { organisationId, personId: ownerId }: Viewer,
  limits: Limits,
  objectKeyOf: (uploadId: UploadId) => string,
  upload: NewUpload,
): Promise<StartedUpload> {
  const clipId = newId<ClipId>()
  const uploadId = newId<UploadId>()
  const objectKey = objectKeyOf(uploadId)
  await db
    .insertInto('clips')
    .values({ organisationId, id: clipId, ownerId, title: trimmed(upload.title), state: 'receiving' })
    .execute()
  await db
    .insertInto('uploads')
    .values({
      organisationId,
      id: uploadId,
      clipId,
      ownerId,
      way: upload.way,
      filename: upload.filename.slice(0, 300),
      contentType: upload.contentType.slice(0, 200),
      objectKey,
      bytesDeclared: upload.bytes,
      sha256Declared: upload.sha256 ?? null,
      expiresAt: sql<Date>`now() + ${lifetime(upload.way, limits)} * interval '1 day'`,
    })
    .execute()
  return { clipId, uploadId, objectKey }
}

/** A form cannot be gone on with, so what a crash leaves of one need not be kept for long; a copy may have to wait. */
const lifetime = (way: NewUpload['way'], limits: Limits): number =>
  way === 'tus' || way === 'copy' ? limits.uploadDays : 1
