import { holdPeople } from '../identity/hold-people.ts'
import type { Viewer } from '../identity/viewer.ts'
import { inTransaction } from '../platform/db/in-transaction.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId, ClipId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { announceAssigned } from './announce-assigned.ts'
import { chooseClips } from './choose-clips.ts'
import { findAssignment, findShownAssignment } from './find-assignments.ts'
import { findClipIds } from './find-clip-ids.ts'
import { holdAssignment, refuseOver } from './hold-assignment.ts'
import { refuseOverlap } from './refuse-overlap.ts'
import { type Assignment, mostClips } from './schemas.ts'

/** Puts one more clip at the end of an assignment that is not over. One that is part of it already changes nothing. */
export async function addClip(db: Db, viewer: Viewer, id: AssignmentId, clipId: ClipId): Promise<Assignment> {
  await inTransaction(db, async (trx) => {
    await holdPeople(trx, [viewer.personId])
    const { cohortId, organisationId } = await findAssignment(trx, viewer, id)
    // The clip comes before the cohort, as where an assignment is made.
    await chooseClips(trx, viewer, cohortId, [clipId])
    const held = await holdAssignment(trx, viewer, id)
    const standing = await findClipIds(trx, id)
    if (standing.includes(clipId)) return
    refuseOver(held)
    if (standing.length >= mostClips) {
      conflict('too-many-clips', `An assignment takes at most ${mostClips} clips. Please make another one.`)
    }
    const { opensAt, dueAt } = held
    await refuseOverlap(trx, { cohortId, clipIds: [clipId], opensAt, dueAt, except: id })
    await trx
      .insertInto('assignmentClips')
      .values(({ selectFrom, lit, fn }) => ({
        ...{ organisationId, assignmentId: id, clipId },
        // Those before it stay where they are, for stages speak of them by that.
        position: selectFrom('assignmentClips')
          .select((eb) => eb(fn.coalesce(fn.max('position'), lit(-1)), '+', lit(1)).as('next'))
          .where('assignmentId', '=', id),
      }))
      .execute()
    await announceAssigned(trx, held)
  })
  return findShownAssignment(db, viewer, id)
}
