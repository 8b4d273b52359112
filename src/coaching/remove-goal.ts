import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, GoalId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { findGoal } from './find-goals.ts'
import { holdPair } from './hold-pair.ts'

/** Whoever set a goal takes it out. */
export const removeGoal = (db: Db, viewer: Viewer, cohortId: CohortId, goalId: GoalId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await holdPair(trx, viewer, cohortId)
    const goal = await findGoal(trx, viewer, cohortId, goalId)
    authorize(goal.mine, 'Only the person who set this goal takes it out.')
    await trx.deleteFrom('coachingGoals').where('id', '=', goalId).execute()
  })
