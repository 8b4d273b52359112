import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, GoalId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { findGoal } from './find-goals.ts'
import { holdPair } from './hold-pair.ts'
import type { ChangeGoal, Goal } from './schemas.ts'

/** Either of the two says that a goal was reached, or not yet; its words are changed by whoever set it. */
export const changeGoal = (
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  goalId: GoalId,
  { body, reached }: ChangeGoal,
): Promise<Goal> =>
  db.transaction().execute(async (trx) => {
    await holdPair(trx, viewer, cohortId)
    const goal = await findGoal(trx, viewer, cohortId, goalId)
    authorize(body === undefined || goal.mine, 'Only the person who set this goal changes its words.')
    if (body === undefined && reached === undefined) return goal
    await trx
      .updateTable('coachingGoals')
      .set({
        ...(body !== undefined && { body }),
        ...(reached !== undefined && {
          reachedAt: reached ? sql<Date>`coalesce(reached_at, now())` : null,
        }),
      })
      .where('id', '=', goalId)
      .execute()
    return findGoal(trx, viewer, cohortId, goalId)
  })
