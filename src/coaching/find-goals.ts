import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, GoalId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { visiblePairs } from './find-visible-pairs.ts'
import type { Goal } from './schemas.ts'

/** The goals of a pair within the viewer's reach: first those not reached, in the order they were set. */
export async function findGoals(db: Db, viewer: Viewer, cohortId: CohortId): Promise<Goal[]> {
  const rows = await goals(db, viewer, cohortId)
    .orderBy('reachedAt', (order) => order.desc().nullsFirst())
    .orderBy('coachingGoals.id')
    .execute()
  return rows.map((row) => show(viewer, row))
}

export const findGoal = async (db: Db, viewer: Viewer, cohortId: CohortId, id: GoalId): Promise<Goal> =>
  show(
    viewer,
    (await goals(db, viewer, cohortId).where('coachingGoals.id', '=', id).executeTakeFirst()) ??
      notFound('goal'),
  )

const goals = (db: Db, viewer: Viewer, cohortId: CohortId) =>
  db
    .selectFrom('coachingGoals')
    .innerJoin('people', 'people.id', 'coachingGoals.setBy')
    .select(['coachingGoals.id', 'body', 'setBy', 'people.name', 'setAt', 'reachedAt'])
    .where('coachingGoals.cohortId', '=', cohortId)
    .where('coachingGoals.cohortId', 'in', visiblePairs(db, viewer).select('cohorts.id'))

type Row = Awaited<ReturnType<ReturnType<typeof goals>['executeTakeFirstOrThrow']>>

const show = ({ personId }: Viewer, { id, body, setBy, name, setAt, reachedAt }: Row): Goal => ({
  ...{ id, body, setBy: { id: setBy, name }, mine: setBy === personId },
  setAt: setAt.toISOString(),
  reachedAt: reachedAt?.toISOString() ?? null,
})
