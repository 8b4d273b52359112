import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { trimmed, wordsOf } from '../platform/words.ts'
import type { ChangeClip } from './schemas.ts'

/** Writes what a clip's owner says about it, in the caller's transaction. Who may was settled before. */
export async function writeWords(
  db: Db,
  clipId: ClipId,
  { title, tried, question }: ChangeClip,
): Promise<void> {
  const words = {
    ...(title !== undefined && { title: trimmed(title) }),
    ...(tried !== undefined && { tried: wordsOf(tried) }),
    ...(question !== undefined && { question: wordsOf(question) }),
  }
  if (Object.keys(words).length === 0) return
  await db.updateTable('clips').set(words).where('id', '=', clipId).execute()
  await announce(db, { clipId, what: 'clip' })
}
