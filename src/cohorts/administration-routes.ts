import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { PersonParams } from '../identity/administration-schemas.ts'
import { returnPerson } from '../identity/return-person.ts'
import type { Platform } from '../platform/platform.ts'
import { appointFacilitator } from './appoint-facilitator.ts'
import { departPerson } from './depart-person.ts'
import { findAllCohorts } from './find-all-cohorts.ts'
import { AdministeredCohortPage, AdministeredCohortQuery, MemberParams } from './schemas.ts'

/** What administrators do with cohorts, and with people who leave. */
export const cohortAdministrationRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform },
) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['administration']
  const nothing = { 204: Type.Null() }

  app.get(
    '/administration/cohorts',
    {
      config,
      schema: {
        tags,
        summary: 'Every cohort, with how many are in it',
        querystring: AdministeredCohortQuery,
        response: { 200: AdministeredCohortPage },
      },
    },
    ({ viewer, query }) => findAllCohorts(db, viewer, query),
  )
  app.put(
    '/administration/cohorts/:cohortId/facilitators/:personId',
    {
      config,
      schema: {
        tags,
        summary: 'Name a facilitator where there is none left',
        params: MemberParams,
        response: nothing,
      },
    },
    async ({ viewer, params }, reply) => {
      await appointFacilitator(db, viewer, params.cohortId, params.personId)
      return reply.code(204).send(null)
    },
  )
  app.put(
    '/administration/people/:personId/departure',
    {
      config,
      schema: {
        tags,
        summary: 'Note that somebody left the organisation',
        params: PersonParams,
        response: nothing,
      },
    },
    async ({ viewer, params }, reply) => {
      await departPerson(db, viewer, params.personId)
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/administration/people/:personId/departure',
    {
      config,
      schema: { tags, summary: 'Note that somebody is back', params: PersonParams, response: nothing },
    },
    async ({ viewer, params }, reply) => {
      await returnPerson(db, viewer, params.personId)
      return reply.code(204).send(null)
    },
  )
}
