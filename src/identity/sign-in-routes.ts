import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Problem } from '../platform/problems.ts'
import { type Auth, callerHeader } from './auth.ts'
import { SignedIn, SignIn } from './schemas.ts'

/** The few of better-auth's own routes that we offer, with its answers told in our words. */
export const signInRoutes: FastifyPluginAsyncTypebox<{ auth: Auth }> = async (app, { auth }) => {
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
      await pass(auth, request, reply)
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
      await pass(auth, request, reply)
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
    return new Problem(429, 'too-many-tries', 'Too many tries from here. Please wait a minute and try again.')
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
