import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { isHeard } from './cues-on-cut.ts'
import { findMuted } from './find-captions.ts'
import { readCues } from './read-cues.ts'
import { writeWebvtt } from './write-webvtt.ts'

/** Takes out the lines that were said where a clip is muted, in the transaction that destroys what they were said in. */
export async function forgetMuted(db: Db, clipId: ClipId): Promise<void> {
  const clip = await db
    .selectFrom('clips')
    .select(['id', 'cutNo'])
    .where('id', '=', clipId)
    .executeTakeFirst()
  const muted = clip ? await findMuted(db, clip) : []
  if (muted.length === 0) return
  const rows = await db
    .selectFrom('captions')
    .select(['language', 'vtt'])
    .where('clipId', '=', clipId)
    .execute()
  for (const { language, vtt } of rows) {
    const { cues } = readCues(vtt)
    const heard = cues.filter((cue) => isHeard(muted, cue))
    if (heard.length === cues.length) continue
    const of = { clipId, language }
    // A file without lines is none.
    if (heard.length === 0) {
      await db
        .deleteFrom('captions')
        .where(({ and }) => and(of))
        .execute()
    } else {
      await db
        .updateTable('captions')
        .set({ vtt: writeWebvtt(heard) })
        .where(({ and }) => and(of))
        .execute()
    }
  }
}
