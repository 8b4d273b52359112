import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, StepId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { findStep } from './find-steps.ts'
import { holdPair } from './hold-pair.ts'
import type { ChangeStep, Step } from './schemas.ts'

/** Either of the two moves a step or says that it is done, or not yet; its words are changed by whoever set it. */
export const changeStep = (
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  stepId: StepId,
  { body, dueOn, done }: ChangeStep,
): Promise<Step> =>
  db.transaction().execute(async (trx) => {
    await holdPair(trx, viewer, cohortId)
    const step = await findStep(trx, viewer, cohortId, stepId)
    authorize(body === undefined || step.mine, 'Only the person who set this step changes its words.')
    if (body === undefined && dueOn === undefined && done === undefined) return step
    await trx
      .updateTable('coachingSteps')
      .set({
        ...(body !== undefined && { body }),
        ...(dueOn !== undefined && { dueOn }),
        ...(done !== undefined && { doneAt: done ? sql<Date>`coalesce(done_at, now())` : null }),
      })
      .where('id', '=', stepId)
      .execute()
    return findStep(trx, viewer, cohortId, stepId)
  })
