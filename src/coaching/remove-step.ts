import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, StepId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { findStep } from './find-steps.ts'
import { holdPair } from './hold-pair.ts'

/** Whoever set a step takes it out. */
export const removeStep = (db: Db, viewer: Viewer, cohortId: CohortId, stepId: StepId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await holdPair(trx, viewer, cohortId)
    const step = await findStep(trx, viewer, cohortId, stepId)
    authorize(step.mine, 'Only the person who set this step takes it out.')
    await trx.deleteFrom('coachingSteps').where('id', '=', stepId).execute()
  })
