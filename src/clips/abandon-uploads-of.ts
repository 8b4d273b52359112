import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { ClearUpload } from './jobs.ts'

/**
 * Gives up what a person is still uploading, in the caller's transaction: what has not arrived is taken from nobody any
 * more, and jobs clear what has. The clips end as failed.
 */
export async function abandonUploadsOf(db: Db, personId: PersonId): Promise<void> {
  const uploads = await db
    .updateTable('uploads')
    .set({ abandonedAt: sql<Date>`now()` })
    .where('ownerId', '=', personId)
    .where('completedAt', 'is', null)
    .where('abandonedAt', 'is', null)
    .returning(['id', 'organisationId', 'clipId'])
    .execute()
  for (const { id, organisationId, clipId } of uploads) {
    await db
      .updateTable('clips')
      .set({ state: 'failed', failureCode: 'upload-unfinished', progressStep: null })
      .where('id', '=', clipId)
      .where('state', '=', 'receiving')
      .execute()
    await enqueue(db, ClearUpload, { uploadId: id }, { organisationId })
  }
}
