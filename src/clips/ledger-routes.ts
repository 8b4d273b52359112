import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Platform } from '../platform/platform.ts'
import { findLedger, findOwnLedger, findWatchers } from './find-ledger.ts'
import { LedgerPage, LedgerQuery, OwnLedgerPage, VerifiedLedger } from './ledger-schemas.ts'
import { ClipParams } from './schemas.ts'
import { verifyOwnLedger } from './verify-own-ledger.ts'

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
    '/clips/:clipId/watchers',
    {
      config,
      schema: {
        tags,
        summary: 'Who watched my clip or downloaded it, and when, newest first',
        params: ClipParams,
        querystring: LedgerQuery,
        response: { 200: LedgerPage },
      },
    },
    async ({ viewer, params, query }, reply) => {
      reply.header('cache-control', 'no-store')
      return findWatchers(db, viewer, params.clipId, query)
    },
  )
  app.get(
    '/clips/:clipId/ledger/verification',
    {
      // It reads the whole of it.
      config: { ...config, rateLimit: { max: 30, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Whether my clip’s ledger still says what it said',
        params: ClipParams,
        response: { 200: VerifiedLedger },
      },
    },
    async ({ viewer, params }, reply) => {
      reply.header('cache-control', 'no-store')
      return verifyOwnLedger(db, viewer, params.clipId)
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
