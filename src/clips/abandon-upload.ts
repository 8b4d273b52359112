import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { UploadId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import type { FailureCode } from './failures.ts'
import { isRemembered } from './is-remembered.ts'
import { ClearUpload } from './jobs.ts'
import { lockClip, writePurge } from './write-purge.ts'

/**
 * Gives an unfinished upload up, and lets a job clear what it left in the store. Where its owner gave it up its clip is
 * forgotten, or purged where something was done with it already; where it expired or cannot come the clip ends as failed,
 * so that the owner learns of it. Answers false where the upload was completed, or given up, before.
 */
export const abandonUpload = (
  db: Db,
  uploadId: UploadId,
  then: 'forget' | 'fail',
  failureCode: FailureCode = 'upload-unfinished',
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const of = await trx.selectFrom('uploads').select('clipId').where('id', '=', uploadId).executeTakeFirst()
    const clip = of && (await lockClip(trx, of.clipId))
    if (clip && then === 'forget' && (await isRemembered(trx, clip.id))) {
      const isOpen = await trx
        .selectFrom('uploads')
        .select('id')
        .where('id', '=', uploadId)
        .where('completedAt', 'is', null)
        .where('abandonedAt', 'is', null)
        .executeTakeFirst()
      return isOpen !== undefined && writePurge(trx, clip, 'owner', clip.ownerId)
    }
    const upload = await trx
      .updateTable('uploads')
      .set({ abandonedAt: sql<Date>`now()` })
      .where('id', '=', uploadId)
      .where('completedAt', 'is', null)
      .where('abandonedAt', 'is', null)
      .returning(['organisationId', 'clipId'])
      .executeTakeFirst()
    if (!upload) return false
    const { organisationId, clipId } = upload
    if (then === 'forget') {
      await trx.deleteFrom('clipGrants').where('clipId', '=', clipId).execute()
      await trx.deleteFrom('clipWithdrawals').where('clipId', '=', clipId).execute()
      await trx.deleteFrom('clips').where('id', '=', clipId).where('state', '=', 'receiving').execute()
    } else {
      await trx
        .updateTable('clips')
        .set({ state: 'failed', failureCode, progressStep: null })
        .where('id', '=', clipId)
        .where('state', '=', 'receiving')
        .execute()
    }
    await enqueue(trx, ClearUpload, { uploadId }, { organisationId })
    await announce(trx, { clipId, what: 'clip' })
    return true
  })
