import { Type } from 'typebox'
import { IdSchema, type SignInLinkId } from '../platform/ids.ts'
import { defineJob } from '../platform/queue/job.ts'

/** Mails a link that signs in, where somebody here has that mailbox. */
export const SendSignInLink = defineJob({
  name: 'identity.send-sign-in-link',
  queue: 'mail',
  payload: Type.Object({ signInLinkId: IdSchema<SignInLinkId>() }),
  attempts: 5,
})
