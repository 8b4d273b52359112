import { Type } from 'typebox'
import { IdSchema, type InvitationId } from '../platform/ids.ts'
import { defineJob } from '../platform/queue/job.ts'

/** Mails an invitation its link. The secret in it is made when the mail is sent, so no queue ever holds one. */
export const MailInvitation = defineJob({
  name: 'cohorts.mail-invitation',
  queue: 'mail',
  payload: Type.Object({ invitationId: IdSchema<InvitationId>() }),
  attempts: 8,
})
