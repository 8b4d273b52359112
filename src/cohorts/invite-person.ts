import { appendAudit } from '../identity/append-audit.ts'
import { findRoleScope } from '../identity/find-role-scope.ts'
import { findRoles, requireRole } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { authorize } from '../platform/problems.ts'
import { findInvitation } from './find-invitations.ts'
import type { Invitation, InvitePerson } from './invitation-schemas.ts'
import { mayInviteAs } from './policy.ts'
import { writeInvitation } from './write-invitation.ts'

/** An administrator invites somebody into the organisation; a roster manager too, as a teacher. */
export const invitePerson = (
  db: Db,
  viewer: Viewer,
  { email, name, roles = [], words, ...asked }: InvitePerson,
): Promise<Invitation> =>
  db.transaction().execute(async (trx) => {
    await requireRole(trx, viewer, 'administrator', 'roster manager')
    const held = await findRoles(trx, viewer)
    authorize(mayInviteAs(held, roles), 'Only administrators give other roles than teacher.')
    const scope = await findRoleScope(trx, viewer, roles, asked)
    const invitation = { email, name, words, to: undefined, roles, scope }
    const invitationId = await writeInvitation(trx, viewer, invitation)
    await appendAudit(trx, viewer, 'invite-person', { invitationId })
    return findInvitation(trx, invitationId)
  })
