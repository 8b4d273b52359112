import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { requireOwnLedger } from '../clips/find-ledger.ts'
import type { Platform } from '../platform/platform.ts'
import { findLedgerRows } from './find-clip-papers.ts'
import { csvOf } from './open-formats.ts'
import { LedgerFileParams } from './schemas.ts'

const columns = [
  'seq',
  'at',
  'what',
  'who',
  'cohort',
  'detail',
  'personHash',
  'previousHash',
  'hash',
] as const

export const ledgerFileRoute: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform: { db } },
) => {
  app.get(
    '/clips/:clipId/ledger/file',
    {
      // Each is the whole of it.
      config: { access: 'signed-in', rateLimit: { max: 30, timeWindow: '1 minute' } },
      schema: {
        tags: ['ledger'],
        summary: 'My clip’s ledger as a table (CSV), with the links of its chain',
        params: LedgerFileParams,
      },
    },
    async ({ viewer, params: { clipId } }, reply) => {
      await requireOwnLedger(db, viewer, clipId)
      reply.header('cache-control', 'private, no-store').type('text/csv; charset=utf-8')
      reply.header('content-disposition', `attachment; filename="interlude-ledger-${clipId}.csv"`)
      return reply.send(Readable.from(csvOf(columns, findLedgerRows(db, clipId))))
    },
  )
}
