import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, StepId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { visiblePairs } from './find-visible-pairs.ts'
import type { Step } from './schemas.ts'

/** The steps of a pair within the viewer's reach: first those to come, the next one at the head, then those done, latest first. */
export async function findSteps(db: Db, viewer: Viewer, cohortId: CohortId): Promise<Step[]> {
  const rows = await steps(db, viewer)
    .where('coachingSteps.cohortId', '=', cohortId)
    .orderBy('doneAt', (order) => order.desc().nullsFirst())
    .orderBy('dueOn')
    .orderBy('coachingSteps.id')
    .execute()
  return rows.map((row) => show(viewer, row))
}

export const findStep = async (db: Db, viewer: Viewer, cohortId: CohortId, id: StepId): Promise<Step> =>
  show(
    viewer,
    (await steps(db, viewer)
      .where('coachingSteps.cohortId', '=', cohortId)
      .where('coachingSteps.id', '=', id)
      .executeTakeFirst()) ?? notFound('step'),
  )

/** Of each of these pairs the step that is due first of those not done. */
export async function findNextSteps(
  db: Db,
  viewer: Viewer,
  cohortIds: readonly CohortId[],
): Promise<Map<CohortId, Step>> {
  if (cohortIds.length === 0) return new Map()
  const rows = await steps(db, viewer)
    .distinctOn('coachingSteps.cohortId')
    .where('coachingSteps.cohortId', 'in', cohortIds)
    .where('doneAt', 'is', null)
    .orderBy('coachingSteps.cohortId')
    .orderBy('dueOn')
    .orderBy('coachingSteps.id')
    .execute()
  return new Map(rows.map((row) => [row.cohortId, show(viewer, row)]))
}

const steps = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('coachingSteps')
    .innerJoin('people', 'people.id', 'coachingSteps.setBy')
    .select(['coachingSteps.id', 'coachingSteps.cohortId', 'body', 'dueOn'])
    .select(['setBy', 'people.name', 'setAt', 'doneAt'])
    .where('coachingSteps.cohortId', 'in', visiblePairs(db, viewer).select('cohorts.id'))

type Row = Awaited<ReturnType<ReturnType<typeof steps>['executeTakeFirstOrThrow']>>

const show = ({ personId }: Viewer, { id, body, dueOn, setBy, name, setAt, doneAt }: Row): Step => ({
  ...{ id, body, dueOn, setBy: { id: setBy, name }, mine: setBy === personId },
  setAt: setAt.toISOString(),
  doneAt: doneAt?.toISOString() ?? null,
})
