import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, PersonId } from '../platform/ids.ts'
import { announceReach } from '../platform/live/changes.ts'
import { conflict, notFound } from '../platform/problems.ts'
import { lastFacilitator } from './end-membership.ts'
import { holdFacilitatedCohort } from './hold-cohort.ts'
import type { Part } from './parts.ts'
import { leavesNobodyInCharge } from './policy.ts'

/** A facilitator shares facilitation with a member, or ends it, their own too; the last one stays (409). */
export const changePart = (
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  personId: PersonId,
  part: Part,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const cohort = await holdFacilitatedCohort(trx, viewer, cohortId)
    const member = cohort.members.find((each) => each.personId === personId) ?? notFound('member')
    if (member.part === part) return
    if (cohort.kind === 'coaching') {
      conflict('coaching-parts', 'In coaching, who coaches stays the same. Please begin a new one instead.')
    }
    const after = cohort.members.map((each) => (each === member ? { ...each, part } : each))
    if (leavesNobodyInCharge(after)) lastFacilitator()
    await trx
      .updateTable('memberships')
      .set({ part })
      .where('cohortId', '=', cohortId)
      .where('personId', '=', personId)
      .where('leftAt', 'is', null)
      .execute()
    await announceReach(trx, personId)
  })
