import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import type { Auth } from './auth.ts'
import { deviceCookies } from './device-cookie.ts'
import { requestSignInLink } from './request-sign-in-link.ts'
import { AskForLink, SignedIn, UseLink } from './schemas.ts'
import { signInAs } from './sign-in-as.ts'
import { noteSignInOfLink, useSignInLink } from './use-sign-in-link.ts'

interface Options {
  readonly platform: Platform
  readonly auth: Auth
  readonly authSecret: string
}

/** Signing in by whoever can read a mailbox. */
export const linkRoutes: FastifyPluginAsyncTypebox<Options> = async (app, { platform, auth, authSecret }) => {
  const { db, config } = platform
  const devices = deviceCookies(authSecret, config.publicUrl)
  // A whole school may have one address.
  const access = { access: 'public', rateLimit: { max: 60, timeWindow: '1 minute' } } as const

  app.post(
    '/sign-in/link',
    {
      config: access,
      schema: {
        tags: ['identity'],
        summary:
          'Have a link mailed that signs in; the answer is the same whether or not anybody has that mailbox',
        security: [],
        body: AskForLink,
        response: { 202: Type.Null() },
      },
    },
    async ({ body }, reply) => {
      await requestSignInLink(db, body.email)
      return reply.code(202).send(null)
    },
  )
  app.post(
    '/sign-in/link/use',
    {
      config: access,
      schema: {
        tags: ['identity'],
        summary: 'Sign in with a mailed link, once; answers a cookie',
        security: [],
        body: UseLink,
        response: { 200: SignedIn },
      },
    },
    async ({ body, ip, headers }, reply) => {
      const { linkId, mailbox, userId } = await useSignInLink(db, body.token)
      const { sessionId, cookies } = await signInAs(auth, userId, { ip, userAgent: headers['user-agent'] })
      await noteSignInOfLink(db, linkId, sessionId)
      for (const line of [...cookies, devices.lineFor(mailbox)]) reply.header('set-cookie', line)
      return { signedIn: true as const }
    },
  )
}
