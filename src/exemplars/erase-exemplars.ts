import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { nothing } from './forget-curator.ts'

/**
 * Takes out what was written about clips that are to be destroyed as exemplars, in the caller's transaction: cards,
 * notes, thanks, and by which words they were found. Where each had been stands in its receipt, which is its owner's.
 * Answers how much there was, the second time nothing.
 */
export async function eraseExemplars(
  db: Db,
  clipIds: readonly ClipId[],
): Promise<{ teachingNotes: number; exemplarThanks: number }> {
  if (clipIds.length === 0) return { teachingNotes: 0, exemplarThanks: 0 }
  const ids = db.selectFrom('exemplars').select('exemplars.id').where('exemplars.clipId', 'in', clipIds)
  const remove = async (table: 'teachingNotes' | 'exemplarThanks' | 'exemplarTags' | 'exemplarWords') =>
    Number((await db.deleteFrom(table).where('exemplarId', 'in', ids).executeTakeFirst()).numDeletedRows)
  const counts = {
    teachingNotes: await remove('teachingNotes'),
    exemplarThanks: await remove('exemplarThanks'),
  }
  await remove('exemplarTags')
  await remove('exemplarWords')
  await db.deleteFrom('collectionItems').where('exemplarId', 'in', ids).execute()
  await db
    .updateTable('exemplars')
    .set({
      ...{ title: nothing, words: nothing, goal: null, cameBefore: null, questions: sql`'{}'` },
      ...{ contentArea: null, gradeBand: null, protocolKey: null, firstTryId: null },
    })
    .where('clipId', 'in', clipIds)
    .execute()
  return counts
}

/** Takes the empty places out too, once nothing else is left of the clip, in the caller's transaction. */
export async function dropExemplars(db: Db, clipId: ClipId): Promise<void> {
  await eraseExemplars(db, [clipId])
  const ids = db.selectFrom('exemplars').select('exemplars.id').where('exemplars.clipId', '=', clipId)
  await db.updateTable('exemplars').set({ firstTryId: null }).where('firstTryId', 'in', ids).execute()
  await db.deleteFrom('exemplarConsents').where('exemplarId', 'in', ids).execute()
  await db.deleteFrom('exemplars').where('clipId', '=', clipId).execute()
}
