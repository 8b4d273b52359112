import { appendAudit } from '../identity/append-audit.ts'
import { holdActivePerson } from '../identity/find-person.ts'
import { requireRole } from '../identity/find-roles.ts'
import { holdPeople } from '../identity/hold-people.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, PersonId } from '../platform/ids.ts'
import { announceReach } from '../platform/live/changes.ts'
import { authorize, conflict, notFound } from '../platform/problems.ts'
import { cohortClosed } from './add-member.ts'
import { holdCohort, isAdministered } from './hold-cohort.ts'
import { facilitates } from './policy.ts'

/**
 * An administrator names one of its members facilitator of a cohort that was left without one. Nobody else: a membership
 * opens what was shared with the cohort, and an office must not be a way to watch, neither for themself nor for a mailbox
 * of theirs. Who was named stands in the audit.
 */
export const appointFacilitator = (
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  personId: PersonId,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await requireRole(trx, viewer, 'administrator')
    await holdPeople(trx, [viewer.personId, personId])
    const person = await holdActivePerson(trx, viewer, personId)
    if (!(await isAdministered(trx, cohortId))) notFound('cohort')
    const cohort = await holdCohort(trx, viewer, cohortId)
    authorize(person.id !== viewer.personId, 'Nobody appoints themself. Please ask another administrator.')
    if (cohort.closedAt) cohortClosed()
    const inCharge = cohort.members.filter(({ part }) => facilitates(part))
    if (inCharge.some((member) => member.personId === personId)) return
    if (inCharge.length > 0) {
      conflict(
        'has-facilitator',
        'Somebody facilitates this cohort. They invite members and share facilitation.',
      )
    }
    if (!cohort.members.some((member) => member.personId === personId)) {
      conflict('not-a-member', 'Please name one of its members: only they decide who else joins.')
    }
    await trx
      .updateTable('memberships')
      .set({ part: 'facilitator' })
      .where('cohortId', '=', cohortId)
      .where('personId', '=', personId)
      .where('leftAt', 'is', null)
      .execute()
    for (const member of cohort.members) await announceReach(trx, member.personId)
    await appendAudit(trx, viewer, 'appoint-facilitator', { cohortId, personId })
  })
