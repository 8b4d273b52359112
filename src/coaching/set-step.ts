import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type CohortId, newId, type StepId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { findStep } from './find-steps.ts'
import { holdPair } from './hold-pair.ts'
import type { SetStep, Step } from './schemas.ts'

/** One of the two says what comes next, and by when. The same `clientKey` again answers the step that stands. */
export const setStep = (
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  { body, dueOn, clientKey }: SetStep,
): Promise<Step> =>
  db.transaction().execute(async (trx) => {
    const { organisationId } = await holdPair(trx, viewer, cohortId)
    const { personId: setBy } = viewer
    await trx
      .insertInto('coachingSteps')
      .values({ organisationId, id: newId<StepId>(), cohortId, body, dueOn, setBy, clientKey })
      .onConflict((before) => before.columns(['setBy', 'clientKey']).doNothing())
      .execute()
    const set = await trx
      .selectFrom('coachingSteps')
      .select(['id', 'cohortId'])
      .where('setBy', '=', setBy)
      .where('clientKey', '=', clientKey)
      .executeTakeFirstOrThrow()
    if (set.cohortId !== cohortId) {
      conflict('client-key-used', 'This clientKey was used for something else already.')
    }
    return findStep(trx, viewer, cohortId, set.id)
  })
