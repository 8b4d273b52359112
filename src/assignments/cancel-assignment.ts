import type { Viewer } from '../identity/viewer.ts'
import { thisMoment } from '../platform/db/clock.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { announceAssigned } from './announce-assigned.ts'
import { holdAssignment } from './hold-assignment.ts'

/** Takes an assignment off the list of what is to be done. What was said stays. Twice is once. */
export const cancelAssignment = (db: Db, viewer: Viewer, id: AssignmentId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const held = await holdAssignment(trx, viewer, id)
    if (held.state === 'cancelled') return
    if (held.state === 'closed' || held.state === 'past due') {
      conflict('assignment-over', 'This assignment is over, so there is nothing left to cancel.')
    }
    await trx
      .updateTable('assignments')
      .set({ cancelledBy: viewer.personId, cancelledAt: thisMoment })
      .where('id', '=', id)
      .execute()
    await announceAssigned(trx, held)
  })
