import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { announceAssigned } from './announce-assigned.ts'
import { findClipIds } from './find-clip-ids.ts'
import { holdAssignment } from './hold-assignment.ts'
import { refuseOverlap } from './refuse-overlap.ts'

/**
 * Puts a cancelled assignment back, if there is time left for it. While it was cancelled everybody could read what had
 * been said under a seal, so that is not sealed again.
 */
export const bringBackAssignment = (db: Db, viewer: Viewer, id: AssignmentId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const held = await holdAssignment(trx, viewer, id)
    if (held.cancelledAt === null) return
    if (held.dueAt <= held.now) conflict('assignment-over', 'The time for this assignment has passed.')
    const clipIds = await findClipIds(trx, id)
    await refuseOverlap(trx, { ...held, clipIds, except: id })
    await trx
      .updateTable('assignmentStages')
      .set({ closedAt: held.cancelledAt })
      .where('assignmentId', '=', id)
      .where('gate', '=', 'own post first')
      // One that was still to come had nothing in it that anybody could have read.
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('stageWindows')
          .select('stageId')
          .where('assignmentId', '=', id)
          .where('opensAt', '<=', held.cancelledAt),
      )
      .execute()
    await trx
      .updateTable('assignments')
      .set({ cancelledBy: null, cancelledAt: null })
      .where('id', '=', id)
      .execute()
    await announceAssigned(trx, held)
  })
