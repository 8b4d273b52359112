import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, PersonId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { endMembership } from './end-membership.ts'
import { holdFacilitatedCohort } from './hold-cohort.ts'

/** A facilitator ends somebody's membership, as if that person had left. */
export const removeMember = (db: Db, viewer: Viewer, cohortId: CohortId, personId: PersonId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const cohort = await holdFacilitatedCohort(trx, viewer, cohortId)
    if (!cohort.members.some((member) => member.personId === personId)) notFound('member')
    await endMembership(trx, cohort, personId)
  })
