import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { announceNews } from '../platform/live/changes.ts'
import { writeWords } from './write-words.ts'

/** What stands in the place of words that were taken out. */
export const nothing = '—'

/**
 * For a person who is erased, in the caller's transaction: what they asked owners for is asked no more and their saved
 * searches go; why they proposed clips, their notes beside them, their thanks and introductions go where their words do.
 * Exemplars, cards and collections are their owners' and the organisation's, and stay, without a name.
 */
export async function forgetCurator(db: Db, personId: PersonId, words: 'keep' | 'remove'): Promise<void> {
  await db.deleteFrom('savedSearches').where('personId', '=', personId).execute()
  const asked = await db
    .updateTable('exemplars')
    .set({ takenBackAt: sql<Date>`now()` })
    .where('nominatedBy', '=', personId)
    .where('refusedAt', 'is', null)
    .where('takenBackAt', 'is', null)
    .where('endedAt', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('exemplarConsents')
            .select('exemplarConsents.id')
            .whereRef('exemplarConsents.exemplarId', '=', 'exemplars.id'),
        ),
      ),
    )
    .returning('ownerId')
    .execute()
  for (const ownerId of new Set(asked.map((each) => each.ownerId)))
    await announceNews(db, { personId: ownerId })
  if (words === 'keep') return
  await db.deleteFrom('exemplarThanks').where('authorId', '=', personId).execute()
  await db.updateTable('collections').set({ introduction: null }).where('createdBy', '=', personId).execute()
  const nominated = await db
    .updateTable('exemplars')
    .set({ words: nothing })
    .where('nominatedBy', '=', personId)
    .returning('id')
    .execute()
  const noted = await db
    .deleteFrom('teachingNotes')
    .where('authorId', '=', personId)
    .returning('exemplarId as id')
    .execute()
  await writeWords(db, ...new Set([...nominated, ...noted].map(({ id }) => id)))
}
