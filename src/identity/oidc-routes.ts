import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Configuration } from 'openid-client'
import { Type } from 'typebox'
import { PageQuery } from '../platform/http/schemas.ts'
import type { IssuerId } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'
import { Problem } from '../platform/problems.ts'
import { beginAtIssuer, endAtIssuer } from './ask-issuer.ts'
import type { Auth } from './auth.ts'
import { bindSignIn } from './bind-sign-in.ts'
import { discoverIssuer } from './discover-issuer.ts'
import { callbackUrl, findIssuerNames, findOidcIssuer } from './find-oidc-issuers.ts'
import { oidcAttempts } from './oidc-attempt.ts'
import { OidcIssuerNamePage, OidcIssuerParams } from './oidc-schemas.ts'
import { openIdentity } from './open-identity.ts'
import { openSecret } from './seal-secret.ts'
import { signInAs } from './sign-in-as.ts'

interface Options {
  readonly platform: Platform
  readonly auth: Auth
  readonly authSecret: string
}

/** Signing in by an issuer that an organisation trusts with its own people (OpenID Connect, code flow with PKCE). */
export const oidcRoutes: FastifyPluginAsyncTypebox<Options> = async (app, { platform, auth, authSecret }) => {
  const { db, config } = platform
  const { publicUrl } = config
  const attempts = oidcAttempts(authSecret, publicUrl)
  const configurationOf = rememberingConfigurations(authSecret)
  const access = { access: 'public', rateLimit: { max: 300, timeWindow: '1 minute' } } as const
  const tags = ['identity']

  /** Whoever is at these addresses sees a page: what went wrong is told on that of signing in. */
  const toPage = async (request: FastifyRequest, reply: FastifyReply, step: () => Promise<string>) => {
    reply.header('cache-control', 'no-store')
    try {
      return reply.redirect(await step())
    } catch (error) {
      if (!(error instanceof Problem)) request.log.warn({ err: error }, 'an issuer signed nobody in')
      const code = error instanceof Problem ? error.code : 'issuer-trouble'
      return reply.redirect(`/sign-in?problem=${code}`)
    }
  }

  app.get(
    '/oidc',
    {
      config: access,
      schema: {
        tags,
        summary: 'The issuers one may sign in by',
        security: [],
        querystring: Type.Object(PageQuery),
        response: { 200: OidcIssuerNamePage },
      },
    },
    ({ query }) => findIssuerNames(db, query),
  )
  app.get(
    '/oidc/:issuerId/start',
    {
      config: access,
      schema: { tags, summary: 'Go to an issuer to sign in', security: [], params: OidcIssuerParams },
    },
    (request, reply) =>
      toPage(request, reply, async () => {
        const issuer = await findOidcIssuer(db, request.params.issuerId)
        const { url, attempt } = await beginAtIssuer(
          await configurationOf(issuer),
          callbackUrl(publicUrl, issuer.id),
        )
        reply.header('set-cookie', attempts.lineFor({ ...attempt, issuerId: issuer.id }))
        return url
      }),
  )
  app.get(
    '/oidc/:issuerId/callback',
    {
      config: access,
      schema: { tags, summary: 'Come back from an issuer', security: [], params: OidcIssuerParams },
    },
    (request, reply) =>
      toPage(request, reply, async () => {
        // Whatever comes of it, the same attempt is not made twice by this browser.
        reply.header('set-cookie', attempts.endLine)
        const cameTo = new URL(publicUrl + request.url)
        const attempt = attempts.read(request.headers.cookie)
        const { issuerId } = request.params
        if (attempt?.issuerId !== issuerId || attempt.state !== cameTo.searchParams.get('state')) {
          throw new Problem(403, 'sign-in-expired', 'That took too long, or began in another window.')
        }
        const issuer = await findOidcIssuer(db, issuerId)
        const vouched = await endAtIssuer(await configurationOf(issuer), cameTo, attempt)
        const userId = await openIdentity(db, issuer, vouched)
        const { sessionId, cookies } = await signInAs(auth, userId, {
          ip: request.ip,
          userAgent: request.headers['user-agent'],
        })
        // Before anybody holds it.
        await bindSignIn(db, sessionId, issuer.organisationId)
        for (const line of cookies) reply.header('set-cookie', line)
        return '/'
      }),
  )
}

type Issuer = Awaited<ReturnType<typeof findOidcIssuer>>

const rememberedMs = 600_000

/** Issuers are asked again what they offer after a while, for keys and addresses change. */
function rememberingConfigurations(authSecret: string) {
  const remembered = new Map<IssuerId, { readonly until: number; readonly configuration: Configuration }>()
  return async ({ id, issuer, clientId, clientSecret }: Issuer): Promise<Configuration> => {
    const known = remembered.get(id)
    if (known && known.until > Date.now()) return known.configuration
    const secret = await openSecret(authSecret, clientSecret)
    const configuration = await discoverIssuer({ issuer, clientId, clientSecret: secret })
    remembered.set(id, { until: Date.now() + rememberedMs, configuration })
    return configuration
  }
}
