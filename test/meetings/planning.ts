import { createCohort } from '../../src/cohorts/create-cohort.ts'
import type { Part } from '../../src/cohorts/parts.ts'
import type { CohortId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import type { Stage } from '../support/stage.ts'

/** A cohort of its own, whose meetings are in nobody's way. */
export const cohortOf = (
  { platform }: Stage,
  [facilitator, ...others]: readonly [Person, ...Person[]],
  kind: 'cohort' | 'coaching' = 'cohort',
): Promise<CohortId> => {
  const member = ({ viewer }: Person, part: Part) => ({ personId: viewer.personId, part })
  return createCohort(platform.db, {
    ...{ organisationId: facilitator.viewer.organisationId, name: 'Elm, Court; “Ñandú”', focus: null, kind },
    members: [member(facilitator, 'facilitator'), ...others.map((person) => member(person, 'participant'))],
  })
}

export const oneMeeting = {
  startsOn: '2026-11-18',
  startsAt: '15:30',
  minutes: 120,
  mode: 'in person',
} as const

export const plan = (who: Person, cohortId: CohortId, about: object = {}) =>
  who.post(`/api/v1/cohorts/${cohortId}/meetings`, { ...oneMeeting, ...about })

export const changesOf = ({ platform }: Stage, cohortId: CohortId) =>
  platform.db
    .selectFrom('meetingChanges')
    .select(['what', 'meetings', 'meetingId', 'previousStartsAt'])
    .where('cohortId', '=', cohortId)
    .orderBy('changedAt')
    .execute()
