import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { Unsubscribe, UnsubscribeQuery } from './schemas.ts'
import { unsubscribe } from './unsubscribe.ts'

interface Options {
  readonly platform: Platform
  readonly authSecret: string
}

/** How one has no more mails sent. Whoever reads the mail may: they need not be able to sign in. */
export const unsubscribeRoutes: FastifyPluginAsyncTypebox<Options> = async (
  app,
  { platform, authSecret },
) => {
  const { db } = platform
  const config = { access: 'public', rateLimit: { max: 60, timeWindow: '1 minute' } } as const
  const shared = { tags: ['notices'], security: [] }

  // RFC 8058: mail programs post “List-Unsubscribe=One-Click” as a form, which says nothing that the address does not.
  for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data']) {
    app.addContentTypeParser(type, { bodyLimit: 10_000, parseAs: 'string' }, (_request, _body, done) =>
      done(null),
    )
  }
  app.post(
    '/notices/unsubscription',
    {
      config,
      schema: {
        ...{ ...shared, summary: 'Have no more mails sent, with the token of a link in one' },
        ...{ body: Unsubscribe, response: { 204: Type.Null() } },
      },
    },
    async ({ body }, reply) => {
      await unsubscribe(db, authSecret, body.token)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/notices/unsubscription/one-click',
    {
      config,
      schema: {
        ...{ ...shared, summary: 'The same by a mail program, at one press (RFC 8058)' },
        ...{ querystring: UnsubscribeQuery, response: { 204: Type.Null() } },
      },
    },
    async ({ query }, reply) => {
      await unsubscribe(db, authSecret, query.token)
      return reply.code(204).send(null)
    },
  )
  // Mail programs without that open it as a page, and filters fetch what they find: nothing may be done by a GET.
  app.get(
    '/notices/unsubscription/one-click',
    {
      config,
      schema: {
        ...{ ...shared, summary: 'To the page that asks whether mails are to stop' },
        ...{ querystring: UnsubscribeQuery, response: { 302: Type.Null() } },
      },
    },
    async ({ query }, reply) =>
      reply.redirect(`/notices/unsubscribe#${encodeURIComponent(query.token)}`, 302),
  )
}
