import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Platform } from '../platform/platform.ts'
import { findLedger, findOwnLedger } from './find-ledger.ts'
import { LedgerPage, LedgerQuery, OwnLedgerPage } from './ledger-schemas.ts'
import { ClipParams } from './schemas.ts'

/** What was done with clips, for those whose clips they are. Nobody else reads it, whatever their office. */
export const ledgerRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['ledger']

  app.get(
    '/clips/:clipId/ledger',
    {
      config,
      schema: {
        tags,
        summary: 'Who did what with my clip, newest first',
        params: ClipParams,
        querystring: LedgerQuery,
        response: { 200: LedgerPage },
      },
    },
    async ({ viewer, params, query }, reply) => {
      reply.header('cache-control', 'no-store')
      return findLedger(db, viewer, params.clipId, query)
    },
  )
  app.get(
    '/ledger',
    {
      config,
      schema: {
        tags,
        summary: 'Who did what with my clips, newest first',
        querystring: LedgerQuery,
        response: { 200: OwnLedgerPage },
      },
    },
    async ({ viewer, query }, reply) => {
      reply.header('cache-control', 'no-store')
      return findOwnLedger(db, viewer, query)
    },
  )
}
