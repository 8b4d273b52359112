import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { PageQuery } from '../platform/http/schemas.ts'
import type { Platform } from '../platform/platform.ts'
import { findCohorts, findShownCohort } from './find-cohorts.ts'
import { foundCohort } from './found-cohort.ts'
import { Cohort, CohortPage, CohortParams, FoundCohort, Founded } from './schemas.ts'

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
  app.get(
    '/cohorts/:cohortId',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['cohorts'],
        summary: 'A cohort I am in',
        params: CohortParams,
        response: { 200: Cohort },
      },
    },
    ({ viewer, params }) => findShownCohort(platform.db, viewer, params.cohortId),
  )
  app.post(
    '/cohorts',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['cohorts'],
        summary: 'Found a cohort, or a cohort of leaders',
        body: FoundCohort,
        response: { 201: Founded },
      },
    },
    async ({ viewer, body }, reply) =>
      reply.code(201).send({ id: await foundCohort(platform.db, viewer, body) }),
  )
}
