import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { Problem } from '../platform/problems.ts'
import { announceReachOf } from './announce-reach-of.ts'
import { type Auth, callerHeader } from './auth.ts'
import { countTries } from './count-tries.ts'
import { deviceCookies } from './device-cookie.ts'
import { keyedHash } from './keyed-hash.ts'
import { mailboxOf } from './mailbox.ts'
import { SignedIn, SignIn } from './schemas.ts'

interface Options {
  readonly platform: Platform
  readonly auth: Auth
  readonly authSecret: string
  /** Failed tries from one address, by browsers that nobody signed in with yet. */
  readonly signInsPerMinute: number
}

const triesPerMailbox = { most: 10, withinSeconds: 900 }

/** The few of better-auth's own routes that we offer, with its answers told in our words. */
export const signInRoutes: FastifyPluginAsyncTypebox<Options> = async (
  app,
  { platform: { db, config }, auth, authSecret, signInsPerMinute },
) => {
  const devices = deviceCookies(authSecret, config.publicUrl)
  const keyOf = (what: string, text: string) => keyedHash(authSecret, `tries by ${what}`, text)

  /** A browser that signed in with this mailbox before is counted by itself; all others share what is left to strangers. */
  const countersFor = ({ headers, ip }: FastifyRequest, mailbox: string) => {
    const device = devices.deviceOf(headers.cookie, mailbox)
    if (device !== undefined) return [{ key: keyOf('device', device), ...triesPerMailbox }]
    return [
      { key: keyOf('address', ip), most: signInsPerMinute, withinSeconds: 60 },
      { key: keyOf('mailbox', mailbox), ...triesPerMailbox },
    ]
  }

  app.post(
    '/sign-in/email',
    {
      config: { access: 'public' },
      schema: {
        tags: ['identity'],
        summary: 'Sign in with e-mail and password; answers a cookie',
        security: [],
        body: SignIn,
        response: { 200: SignedIn },
      },
    },
    async (request, reply) => {
      const mailbox = mailboxOf(request.body.email)
      await countTries(
        db,
        countersFor(request, mailbox),
        () => pass(auth, request, reply),
        (error) => error instanceof Problem && error.code === 'wrong-credentials',
      )
      reply.header('set-cookie', devices.lineFor(mailbox))
      return { signedIn: true as const }
    },
  )
  app.post(
    '/sign-out',
    {
      config: { access: 'public' },
      schema: { tags: ['identity'], summary: 'End this sign-in', response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      const { cookie } = request.headers
      const signIn =
        cookie === undefined ? null : await auth.api.getSession({ headers: new Headers({ cookie }) })
      await pass(auth, request, reply)
      if (signIn) await announceReachOf(db, signIn.user.id)
      return reply.code(204).send(null)
    },
  )
}

/** Hands the call over as a web Request, so that better-auth's own origin check and rate limit stand before it. */
async function pass(auth: Auth, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const headers = new Headers()
  for (const name of ['cookie', 'origin', 'user-agent'] as const) {
    const value = request.headers[name]
    if (value) headers.set(name, value)
  }
  headers.set(callerHeader, request.ip)
  headers.set('content-type', 'application/json')
  const answer = await auth.handler(
    new Request(`${request.protocol}://${request.host}${request.url}`, {
      method: request.method,
      headers,
      body: JSON.stringify(request.body ?? {}),
    }),
  )
  if (!answer.ok) throw refusal(answer)
  for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie)
}

function refusal(answer: Response): Error {
  if (answer.status === 429) {
    return new Problem(
      429,
      'too-many-tries',
      'Too many tries. Have a link mailed to you instead, or wait a quarter of an hour.',
    )
  }
  if (answer.status === 401) {
    return new Problem(401, 'wrong-credentials', 'That e-mail address and password do not belong together.')
  }
  if (answer.status === 403) {
    return new Problem(403, 'wrong-origin', 'This request came from another site and was refused.')
  }
  if (answer.status < 500) return new Problem(400, 'invalid', 'That sign-in could not be understood.')
  return new Error(`better-auth answered ${answer.status}`)
}
