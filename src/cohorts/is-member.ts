import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'

/** Is the viewer in this cohort now? */
export async function isMember(db: Db, viewer: Viewer, cohortId: CohortId | undefined): Promise<boolean> {
  if (cohortId === undefined) return false
  const row = await db
    .selectFrom('memberships')
    .select('cohortId')
    .where('cohortId', '=', cohortId)
    .where('personId', '=', viewer.personId)
    .where('leftAt', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}
