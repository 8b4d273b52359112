import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'

/** Takes out what was said in a purged clip, in the caller's transaction. Answers how much there was. */
export async function eraseCaptions(db: Db, clipId: ClipId): Promise<{ captions: number }> {
  await db.deleteFrom('captionMakings').where('clipId', '=', clipId).execute()
  const captions = await db.deleteFrom('captions').where('clipId', '=', clipId).executeTakeFirst()
  return { captions: Number(captions.numDeletedRows) }
}
