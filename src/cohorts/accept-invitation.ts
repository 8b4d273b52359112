import { sql } from 'kysely'
import { admitPerson, isActiveHere } from '../identity/admit-person.ts'
import type { Db } from '../platform/db/schema.ts'
import type { OrganisationId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { addMember } from './add-member.ts'
import { findOpenInvitation, linkDoesNotWork } from './find-open-invitation.ts'
import { holdCohort } from './hold-cohort.ts'
import type { Accepted, AcceptInvitation } from './invitation-schemas.ts'

/**
 * Whoever holds the link proved the mailbox it went to, and joins as the person of that mailbox, once: of two who try
 * at once, one finds that the link was used. A refusal leaves everything as it was, the link too. Coaching lets nobody
 * into the organisation: an office would see that somebody came, and nothing they came by.
 */
export const acceptInvitation = (db: Db, { token, name, password }: AcceptInvitation): Promise<Accepted> =>
  db.transaction().execute(async (trx) => {
    const found = await findOpenInvitation(trx, token)
    const { organisationId, cohortId } = found
    if (found.kind === 'coaching') await requireColleague(trx, organisationId, found.email)
    // The person before the cohort, as everywhere where both are held.
    const personId = await admitPerson(trx, {
      ...{ organisationId, password, name: name ?? found.name },
      email: found.email,
      roles: found.roles,
      scope: { districtId: found.districtId, siteId: found.siteId },
      invitedBy: found.invitedBy,
    })
    const cohort = cohortId && (await holdCohort(trx, { organisationId }, cohortId))
    // Looked at again now that nobody can leave the cohort: the inviter may just have.
    const { id, part } = await findOpenInvitation(trx, token)
    const used = await trx
      .updateTable('invitations')
      .set({ acceptedAt: sql<Date>`now()`, acceptedBy: personId })
      .where('id', '=', id)
      .where('tokenHash', '=', found.tokenHash)
      .where('acceptedAt', 'is', null)
      .where('revokedAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!used) return linkDoesNotWork()
    if (cohort) await addMember(trx, cohort, personId, part ?? 'participant')
    return { organisationId, personId, cohortId }
  })

async function requireColleague(db: Db, organisationId: OrganisationId, email: string): Promise<void> {
  if (await isActiveHere(db, organisationId, email)) return
  conflict(
    'not-here-yet',
    'This is for people who are in the organisation already. Please ask an administrator to invite you first.',
  )
}
