import type { Viewer } from '../identity/viewer.ts'
import { thisMoment } from '../platform/db/clock.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { announceAssigned } from './announce-assigned.ts'
import { holdAssignment } from './hold-assignment.ts'

/** Ends an assignment before, or after, it is due; every seal opens with it. Twice is once. */
export const closeAssignment = (db: Db, viewer: Viewer, id: AssignmentId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const held = await holdAssignment(trx, viewer, id)
    if (held.state === 'closed') return
    if (held.state === 'planned' || held.state === 'cancelled') {
      conflict('not-open', 'This assignment is not open. One that has not begun can be cancelled.')
    }
    await trx
      .updateTable('assignments')
      .set({ closedBy: viewer.personId, closedAt: thisMoment })
      .where('id', '=', id)
      .execute()
    await announceAssigned(trx, held)
  })
