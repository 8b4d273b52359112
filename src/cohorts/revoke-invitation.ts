import { sql } from 'kysely'
import { appendAudit } from '../identity/append-audit.ts'
import { findRoles } from '../identity/find-roles.ts'
import type { Role } from '../identity/roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { InvitationId } from '../platform/ids.ts'
import { conflict, notFound } from '../platform/problems.ts'
import { findPart } from './find-part.ts'
import { facilitates, mayInviteAs } from './policy.ts'

/**
 * Takes an invitation back: whoever facilitates its cohort, administrators any of the organisation but those into coaching,
 * roster managers what they could have sent. For others it is not there. Its link no longer works.
 */
export const revokeInvitation = (db: Db, viewer: Viewer, id: InvitationId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const held = await findRoles(trx, viewer)
    const invitation = await trx
      .selectFrom('invitations')
      .leftJoin('cohorts', 'cohorts.id', 'invitations.cohortId')
      .select(['invitations.id', 'invitations.cohortId', 'invitations.roles', 'cohorts.kind'])
      .where('invitations.organisationId', '=', viewer.organisationId)
      .where('invitations.id', '=', id)
      .executeTakeFirst()
    if (!invitation) return notFound('invitation')
    const { cohortId, roles, kind } = invitation
    const isOfOffice = cohortId === null && mayInviteAs(held, roles as Role[])
    const isAdministrator = kind !== 'coaching' && held.includes('administrator')
    const isFacilitator = cohortId !== null && facilitates(await findPart(trx, viewer, cohortId))
    if (!isAdministrator && !isOfOffice && !isFacilitator) return notFound('invitation')
    const revoked = await trx
      .updateTable('invitations')
      .set({ revokedAt: sql<Date>`coalesce(revoked_at, now())` })
      .where('id', '=', id)
      .where('acceptedAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!revoked) return conflict('invitation-accepted', 'This invitation was accepted already.')
    if (!isFacilitator) await appendAudit(trx, viewer, 'revoke-invitation', { invitationId: id })
  })
