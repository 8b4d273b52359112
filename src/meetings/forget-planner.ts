import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'

/**
 * For a person who is erased, in the caller's transaction: the agendas of meetings they planned go where their words do.
 * That the cohort meets, when and where, is the cohort's.
 */
export async function forgetPlanner(db: Db, personId: PersonId, words: 'keep' | 'remove'): Promise<void> {
  if (words === 'keep') return
  await db
    .updateTable('meetings')
    .set({ agenda: null })
    .where('createdBy', '=', personId)
    .where('agenda', 'is not', null)
    .execute()
}
