import { sql } from 'kysely'
import { holdActivePerson } from '../identity/find-person.ts'
import { findRoles } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, PersonId } from '../platform/ids.ts'
import { announceReach } from '../platform/live/changes.ts'
import { authorize, conflict, notFound } from '../platform/problems.ts'
import { trimmed } from '../platform/words.ts'
import { coachingFull } from './add-member.ts'
import { createCohort } from './create-cohort.ts'
import { findColleague } from './find-colleague.ts'
import { holdFacilitatedCohort } from './hold-cohort.ts'
import { coachingSeats, isLeader } from './policy.ts'
import { writeInvitation } from './write-invitation.ts'

/** Whom: a colleague from a cohort one is in oneself, or a mailbox. */
export type Invited = { readonly personId: PersonId } | { readonly email: string; readonly name: string }

/** Somebody offers coaching to one person, who accepts or declines; until then they are alone in it. */
export const offerCoaching = (
  db: Db,
  viewer: Viewer,
  about: string,
  invited: Invited,
  words?: string | null,
): Promise<CohortId> =>
  db.transaction().execute(async (trx) => {
    const { organisationId, personId } = viewer
    authorize(isLeader(await findRoles(trx, viewer)), 'Teacher leaders and program coaches offer coaching.')
    await holdActivePerson(trx, viewer, personId)
    const cohortId = await createCohort(trx, {
      ...{ organisationId, name: trimmed(about), focus: null, kind: 'coaching' },
      members: [{ personId, part: 'facilitator' }],
    })
    await announceReach(trx, personId)
    await writeOffer(trx, viewer, cohortId, invited, words)
    return cohortId
  })

/** Offers it again, or to somebody else: then the offer that was open is taken back, so that one person holds one. */
export const offerCoachingAgain = (
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  invited: Invited,
  words?: string | null,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const { kind, members } = await holdFacilitatedCohort(trx, viewer, cohortId)
    if (kind !== 'coaching') notFound('coaching')
    if (members.length >= coachingSeats) coachingFull()
    await writeOffer(trx, viewer, cohortId, invited, words)
  })

async function writeOffer(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  invited: Invited,
  words: string | null | undefined,
): Promise<void> {
  const { email, name } = 'personId' in invited ? await findColleague(db, viewer, invited.personId) : invited
  if (await isOwnMailbox(db, viewer, email)) {
    conflict('coaching-oneself', 'Coaching is between two people. Please invite somebody else.')
  }
  await db
    .updateTable('invitations')
    .set({ revokedAt: sql<Date>`now()` })
    .where('cohortId', '=', cohortId)
    .where('email', '<>', email.trim().toLowerCase())
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .execute()
  await writeInvitation(db, viewer, {
    ...{ email, name, words, roles: [], scope: { districtId: null, siteId: null } },
    to: { cohortId, part: 'participant' },
  })
}

async function isOwnMailbox(db: Db, { personId }: Viewer, email: string): Promise<boolean> {
  const own = await db.selectFrom('people').select('email').where('id', '=', personId).executeTakeFirst()
  return own?.email?.toLowerCase() === email.trim().toLowerCase()
}
