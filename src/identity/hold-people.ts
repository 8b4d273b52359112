import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'

/**
 * Keeps people from being erased until the caller's transaction ends, and holds up nothing else. Whoever is about to
 * write a row that names them, next to something their erasing takes too, takes them before that: people, clips, cohorts,
 * then what is a cohort's (docs/architecture.md).
 */
export async function holdPeople(db: Db, ids: readonly PersonId[]): Promise<void> {
  if (ids.length === 0) return
  await db.selectFrom('people').select('id').where('id', 'in', ids).orderBy('id').forKeyShare().execute()
}
