import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import { thisMoment } from '../platform/db/clock.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId, StageId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { announceAssigned } from './announce-assigned.ts'
import { findHeldStage } from './find-held-stage.ts'
import { holdAssignment } from './hold-assignment.ts'

/**
 * Opens a stage before its time, or again until the assignment is due. A sealed one does not open again: everybody has
 * read what was said in it. Twice is once.
 */
export const openStage = (db: Db, viewer: Viewer, id: AssignmentId, stageId: StageId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const held = await holdAssignment(trx, viewer, id)
    const stage = await findHeldStage(trx, id, stageId)
    if (held.state !== 'open')
      conflict('not-open', 'The assignment is not open, so none of its stages can be.')
    if (stage.hasOpened && !stage.hasClosed) return
    if (stage.hasClosed && stage.gate === 'own post first') {
      conflict('seal-opened', 'Everybody can read what was said in this stage, so it cannot be sealed again.')
    }
    await trx
      .updateTable('assignmentStages')
      .set({
        openedAt: thisMoment,
        // The assignment's own end is the bound, whatever becomes of that.
        ...(stage.hasClosed && { closedAt: sql<Date>`'infinity'` }),
      })
      .where('id', '=', stageId)
      .execute()
    await announceAssigned(trx, held)
  })
