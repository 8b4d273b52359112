import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'

/** Takes the owner's words and what their device wrote off clips that are to be destroyed, in the caller's transaction. */
export async function forgetTitles(db: Db, clipIds: readonly ClipId[]): Promise<void> {
  if (clipIds.length === 0) return
  await db
    .updateTable('clips')
    .set({ title: 'Deleted clip', tried: null, question: null })
    .where('id', 'in', clipIds)
    .execute()
  await db.updateTable('uploads').set({ filename: 'deleted' }).where('clipId', 'in', clipIds).execute()
  await db
    .updateTable('recordings')
    .set({ facts: null, capturedAt: null })
    .where('uploadId', 'in', (eb) =>
      eb.selectFrom('uploads').select('uploads.id').where('uploads.clipId', 'in', clipIds),
    )
    .execute()
}
