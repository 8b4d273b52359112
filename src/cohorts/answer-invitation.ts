import { sql } from 'kysely'
import { holdActivePerson } from '../identity/find-person.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, InvitationId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { addMember } from './add-member.ts'
import { ownOpenInvitations } from './find-own-invitations.ts'
import { holdCohort } from './hold-cohort.ts'

/**
 * Somebody who is signed in accepts what they were invited to, or declines it, without the mailed link. Answered once:
 * of two who try at once, one finds that it is gone. The link ends with it.
 */
export const answerInvitation = (
  db: Db,
  viewer: Viewer,
  id: InvitationId,
  answer: 'accept' | 'decline',
): Promise<CohortId> =>
  db.transaction().execute(async (trx) => {
    const { organisationId, personId } = viewer
    // The person before the cohort, as everywhere where both are held.
    await holdActivePerson(trx, viewer, personId)
    const cohort = await holdCohort(trx, { organisationId }, (await findOpen(trx, viewer, id)).cohortId)
    // Looked at again now that nobody can leave the cohort: the inviter may just have.
    const { part } = await findOpen(trx, viewer, id)
    const answered = await trx
      .updateTable('invitations')
      .set(
        answer === 'accept'
          ? { acceptedAt: sql<Date>`now()`, acceptedBy: personId }
          : { revokedAt: sql<Date>`now()` },
      )
      .where('id', '=', id)
      .where('acceptedAt', 'is', null)
      .where('revokedAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!answered) return notFound('invitation')
    if (answer === 'accept') await addMember(trx, cohort, personId, part)
    return cohort.id
  })

async function findOpen(db: Db, viewer: Viewer, id: InvitationId) {
  const found = await (await ownOpenInvitations(db, viewer))
    .select(['invitations.cohortId', 'invitations.part'])
    .where('invitations.id', '=', id)
    .executeTakeFirst()
  if (!found?.cohortId) return notFound('invitation')
  return { cohortId: found.cohortId, part: found.part ?? ('participant' as const) }
}
