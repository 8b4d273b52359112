import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { PageQuery } from '../platform/http/schemas.ts'
import type { Platform } from '../platform/platform.ts'
import { findCohorts } from './find-cohorts.ts'
import { CohortPage } from './schemas.ts'

export const cohortRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  app.get(
    '/cohorts',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['cohorts'],
        summary: 'The cohorts I am in, with who else is',
        querystring: Type.Object(PageQuery),
        response: { 200: CohortPage },
      },
    },
    ({ viewer, query }) => findCohorts(platform.db, viewer, query),
  )
}
