import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type CohortId, type GoalId, newId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { findGoal } from './find-goals.ts'
import { holdPair } from './hold-pair.ts'
import type { Goal, SetGoal } from './schemas.ts'

/** One of the two sets a goal. The same `clientKey` again answers the goal that stands. */
export const setGoal = (
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  { body, clientKey }: SetGoal,
): Promise<Goal> =>
  db.transaction().execute(async (trx) => {
    const { organisationId } = await holdPair(trx, viewer, cohortId)
    const { personId: setBy } = viewer
    await trx
      .insertInto('coachingGoals')
      .values({ organisationId, id: newId<GoalId>(), cohortId, body, setBy, clientKey })
      .onConflict((before) => before.columns(['setBy', 'clientKey']).doNothing())
      .execute()
    const set = await trx
      .selectFrom('coachingGoals')
      .select(['id', 'cohortId'])
      .where('setBy', '=', setBy)
      .where('clientKey', '=', clientKey)
      .executeTakeFirstOrThrow()
    if (set.cohortId !== cohortId) {
      conflict('client-key-used', 'This clientKey was used for something else already.')
    }
    return findGoal(trx, viewer, cohortId, set.id)
  })
