import { holdFacilitatedCohort } from '../cohorts/hold-cohort.ts'
import type { Viewer } from '../identity/viewer.ts'
import { thisMoment } from '../platform/db/clock.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId } from '../platform/ids.ts'
import { conflict, notFound } from '../platform/problems.ts'
import { findAssignment, stateOfAssignment } from './find-assignments.ts'

export type HeldAssignment = Awaited<ReturnType<typeof holdAssignment>>

/**
 * An assignment that the viewer may change, held until the caller's transaction ends: nobody posts in it meanwhile, and
 * whoever was posting is done. `now` and `state` are of the moment after the wait, and so are the cohort's members. Refuses
 * with 404 beyond reach and with 403 those who do not facilitate the cohort.
 */
export async function holdAssignment(db: Db, viewer: Viewer, id: AssignmentId) {
  const { cohortId } = await findAssignment(db, viewer, id)
  const { members } = await holdFacilitatedCohort(db, viewer, cohortId)
  await db.selectFrom('assignments').select('id').where('id', '=', id).forUpdate().execute()
  // Another statement, for it must see what was committed while the lock was waited for.
  const held = await db
    .selectFrom('assignments')
    .selectAll()
    .select([thisMoment.as('now'), stateOfAssignment('clock_timestamp()').as('state')])
    .where('id', '=', id)
    .executeTakeFirst()
  return held ? { ...held, cohort: { members } } : notFound('assignment')
}

/** Refuses with 409 what ended by hand or by the clock. */
export function refuseOver({ state }: Pick<HeldAssignment, 'state'>): void {
  if (state === 'closed' || state === 'cancelled' || state === 'past due') {
    conflict('assignment-over', 'This assignment is over. Please make a new one.')
  }
}
