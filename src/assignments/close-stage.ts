import type { Viewer } from '../identity/viewer.ts'
import { thisMoment } from '../platform/db/clock.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId, StageId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { announceAssigned } from './announce-assigned.ts'
import { findHeldStage } from './find-held-stage.ts'
import { holdAssignment } from './hold-assignment.ts'

/** Closes a stage before its time; a seal opens with it. Twice is once. */
export const closeStage = (db: Db, viewer: Viewer, id: AssignmentId, stageId: StageId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const held = await holdAssignment(trx, viewer, id)
    const stage = await findHeldStage(trx, id, stageId)
    if (stage.hasClosed) return
    if (!stage.hasOpened) conflict('stage-not-open', 'This stage has not opened yet.')
    await trx
      .updateTable('assignmentStages')
      .set({ closedAt: thisMoment })
      .where('id', '=', stageId)
      .execute()
    await announceAssigned(trx, held)
  })
