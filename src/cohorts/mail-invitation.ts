import { sql } from 'kysely'
import { hashSecret, newSecret } from '../identity/token-secret.ts'
import type { InvitationId } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'
import { composeInvitation } from './compose-invitation.ts'

/**
 * Sends an open invitation that was not sent yet, with a new secret of which only the hash is kept. Where this process
 * dies in between, the next try makes another secret; a link that was mailed twice works in the later mail.
 */
export async function mailInvitation(
  { db, mailer, config }: Pick<Platform, 'db' | 'mailer' | 'config'>,
  id: InvitationId,
): Promise<void> {
  const secret = newSecret('invite')
  const tokenHash = hashSecret(secret)
  const invitation = await db
    .updateTable('invitations')
    .from('organisations')
    .from('people as inviter')
    .set({ tokenHash })
    .whereRef('organisations.id', '=', 'invitations.organisationId')
    .whereRef('inviter.id', '=', 'invitations.invitedBy')
    .where('invitations.id', '=', id)
    .where('invitations.sentAt', 'is', null)
    .where('invitations.acceptedAt', 'is', null)
    .where('invitations.revokedAt', 'is', null)
    .where('invitations.expiresAt', '>', sql<Date>`now()`)
    .returning(['invitations.email', 'invitations.name', 'invitations.expiresAt'])
    .returning(['organisations.name as organisation', 'organisations.zone', 'inviter.name as inviter'])
    .executeTakeFirst()
  if (!invitation) return
  await mailer.send(composeInvitation(invitation, `${config.publicUrl}/invitation#${secret}`))
  await db
    .updateTable('invitations')
    .set({ sentAt: sql<Date>`now()` })
    .where('id', '=', id)
    // Renewed while the mail went out, it is to be sent once more.
    .where('tokenHash', '=', tokenHash)
    .execute()
}
