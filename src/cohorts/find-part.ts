import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'
import type { Part } from './parts.ts'

/** What the viewer is in a cohort now; undefined where they are not in it. */
export async function findPart(db: Db, viewer: Viewer, cohortId: CohortId): Promise<Part | undefined> {
  const row = await db
    .selectFrom('memberships')
    .select('part')
    .where('cohortId', '=', cohortId)
    .where('personId', '=', viewer.personId)
    .where('leftAt', 'is', null)
    .executeTakeFirst()
  return row?.part
}
