import { type SqlBool, sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Limits } from '../platform/config.ts'
import type { Db } from '../platform/db/schema.ts'
import { type ClipId, newId, type UploadId } from '../platform/ids.ts'
import { refuseOverQuota, refuseTooLarge, refuseWrongType } from './upload-rules.ts'

export interface NewUpload {
  readonly way: 'form' | 'tus' | 'demo'
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
    await trx.selectFrom('people').select('id').where('id', '=', viewer.personId).forUpdate().execute()
    refuseOverQuota(await bytesOf(trx, viewer), upload.bytes, limits)
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
    .values({ organisationId, id: clipId, ownerId, title: upload.title.trim(), state: 'receiving' })
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

/** A form cannot be gone on with, so what a crash leaves of one need not be kept for long. */
const lifetime = (way: NewUpload['way'], limits: Limits): number => (way === 'tus' ? limits.uploadDays : 1)

/** What the person's originals take up, with what their open uploads announced. */
async function bytesOf(db: Db, viewer: Viewer): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select (select coalesce(sum(bytes), 0) from recordings where owner_id = ${viewer.personId}
          and original_gone_at is null)::bigint
      + (select coalesce(sum(bytes_declared), 0) from uploads where owner_id = ${viewer.personId}
          and ${open})::bigint as bytes`.execute(db)
  return rows[0]?.bytes ?? 0
}

const open = sql<SqlBool>`completed_at is null and abandoned_at is null`
