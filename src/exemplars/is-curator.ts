import { isLeader } from '../cohorts/policy.ts'
import { findRoles } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'

/** Curates for everybody here: a teacher leader or a program coach. */
export const curatesHere = async (db: Db, viewer: Viewer): Promise<boolean> =>
  isLeader(await findRoles(db, viewer))

/** Publishes and describes what they may watch: who curates here, or facilitates a cohort. It lets nobody watch more. */
export async function isCurator(db: Db, viewer: Viewer): Promise<boolean> {
  if (await curatesHere(db, viewer)) return true
  const facilitated = await db
    .selectFrom('memberships')
    .innerJoin('cohorts', 'cohorts.id', 'memberships.cohortId')
    .select('cohorts.id')
    .where('memberships.personId', '=', viewer.personId)
    .where('memberships.part', '=', 'facilitator')
    .where('memberships.leftAt', 'is', null)
    .where('cohorts.kind', '<>', 'coaching')
    .where('cohorts.closedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return facilitated !== undefined
}
