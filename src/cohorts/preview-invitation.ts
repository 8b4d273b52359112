import { needsPassword } from '../identity/admit-person.ts'
import type { Db } from '../platform/db/schema.ts'
import { findOpenInvitation } from './find-open-invitation.ts'
import type { InvitationPreview } from './invitation-schemas.ts'
import { maskAddress } from './mask-address.ts'

/** What an invitation is about, for whoever holds its link. Looking changes nothing. */
export async function previewInvitation(db: Db, token: string): Promise<InvitationPreview> {
  const invitation = await findOpenInvitation(db, token)
  const { organisationId, organisation, inviter, cohort, kind, focus, words, name, email } = invitation
  return {
    organisation,
    invitedBy: inviter,
    cohort: cohort === null || kind === null ? null : { name: cohort, kind, focus },
    words,
    name,
    email: maskAddress(email),
    needsPassword: await needsPassword(db, organisationId, email),
    expiresAt: invitation.expiresAt.toISOString(),
  }
}
