import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Platform } from '../platform/platform.ts'
import { findReport } from './find-report.ts'
import { Report, ReportQuery } from './schemas.ts'

export const reportRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  app.get(
    '/reports/participation',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['reports'],
        summary: 'How many took part in a month that is over; of nobody by name, and of no clip',
        querystring: ReportQuery,
        response: { 200: Report },
      },
    },
    ({ viewer, query }) => findReport(platform.db, viewer, query),
  )
}
