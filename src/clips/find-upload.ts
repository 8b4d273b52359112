import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { UploadId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'

export type FoundUpload = Awaited<ReturnType<typeof findUpload>>

/** An upload of the viewer's own that was not given up; anyone else's does not exist for them. */
export const findUpload = async (db: Db, viewer: Viewer, id: UploadId) =>
  (await db
    .selectFrom('uploads')
    .leftJoin('recordings', 'recordings.uploadId', 'uploads.id')
    .select([
      'uploads.id',
      'uploads.clipId',
      'uploads.bytesDeclared',
      'uploads.completedAt',
      'uploads.expiresAt',
      'recordings.bytes',
    ])
    .where('uploads.id', '=', id)
    .where('uploads.ownerId', '=', viewer.personId)
    .where('uploads.way', '=', 'tus')
    .where('uploads.abandonedAt', 'is', null)
    .executeTakeFirst()) ?? notFound('upload')
