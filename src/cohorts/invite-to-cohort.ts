import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { coachingFull } from './add-member.ts'
import { findInvitation } from './find-invitations.ts'
import { holdFacilitatedCohort } from './hold-cohort.ts'
import type { Invitation, InviteToCohort } from './invitation-schemas.ts'
import { coachingSeats, facilitates } from './policy.ts'
import { writeInvitation } from './write-invitation.ts'

/** A facilitator invites somebody by e-mail, whether or not they are in the organisation. Inviting again renews. */
export const inviteToCohort = (
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  { email, name, part = 'participant', words }: InviteToCohort,
): Promise<Invitation> =>
  db.transaction().execute(async (trx) => {
    const cohort = await holdFacilitatedCohort(trx, viewer, cohortId)
    if (cohort.kind === 'coaching') {
      if (facilitates(part)) conflict('coaching-parts', 'Coaching has one coach, and that is you.')
      if (cohort.members.length >= coachingSeats) coachingFull()
    }
    const scope = { districtId: null, siteId: null }
    const to = { cohortId, part }
    const id = await writeInvitation(trx, viewer, { email, name, words, to, roles: [], scope })
    return findInvitation(trx, id)
  })
