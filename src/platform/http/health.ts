import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Platform } from '../platform.ts'
import { Problem } from '../problems.ts'

const Ok = Type.Object({ status: Type.Literal('ok') })

export const healthRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const route = { config: { access: 'public' }, logLevel: 'warn' } as const
  app.get(
    '/livez',
    { ...route, schema: { tags: ['health'], summary: 'The process runs', response: { 200: Ok } } },
    () => ({ status: 'ok' as const }),
  )
  app.get(
    '/readyz',
    {
      ...route,
      schema: { tags: ['health'], summary: 'The database and the store answer', response: { 200: Ok } },
    },
    async (request) => {
      try {
        await Promise.all([sql`select 1`.execute(platform.db), platform.store.check()])
      } catch (error) {
        request.log.warn({ err: error }, 'not ready')
        throw new Problem(503, 'not-ready', 'The database or the store does not answer.')
      }
      return { status: 'ok' as const }
    },
  )
}
