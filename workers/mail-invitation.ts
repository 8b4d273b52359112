import type { MailInvitation } from '../src/cohorts/jobs.ts'
import { mailInvitation } from '../src/cohorts/mail-invitation.ts'
import type { Handler } from './handler.ts'

export const mailsInvitation: Handler<typeof MailInvitation> = {
  run: ({ invitationId }, { platform }) => mailInvitation(platform, invitationId),
}
