import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { agreeToNorms } from './agree-to-norms.ts'
import { changeCohort } from './change-cohort.ts'
import { changePart } from './change-part.ts'
import { closeCohort } from './close-cohort.ts'
import { leaveCohort } from './leave-cohort.ts'
import { removeMember } from './remove-member.ts'
import { AgreeToNorms, ChangeCohort, ChangePart, CohortParams, MemberParams } from './schemas.ts'

/** What becomes of a cohort and of who is in it. */
export const membershipRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform },
) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['cohorts']
  const nothing = { 204: Type.Null() }

  app.patch(
    '/cohorts/:cohortId',
    {
      config,
      schema: {
        tags,
        summary: 'Change name, focus or norms',
        params: CohortParams,
        body: ChangeCohort,
        response: nothing,
      },
    },
    async ({ viewer, params, body }, reply) => {
      await changeCohort(db, viewer, params.cohortId, body)
      return reply.code(204).send(null)
    },
  )
  app.put(
    '/cohorts/:cohortId/norms/agreement',
    {
      config,
      schema: {
        tags,
        summary: 'Agree to the norms as they stand',
        params: CohortParams,
        body: AgreeToNorms,
        response: nothing,
      },
    },
    async ({ viewer, params, body }, reply) => {
      await agreeToNorms(db, viewer, params.cohortId, body.normsNo)
      return reply.code(204).send(null)
    },
  )
  app.put(
    '/cohorts/:cohortId/closing',
    { config, schema: { tags, summary: 'End a cohort', params: CohortParams, response: nothing } },
    async ({ viewer, params }, reply) => {
      await closeCohort(db, viewer, params.cohortId)
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/cohorts/:cohortId/members/me',
    { config, schema: { tags, summary: 'Leave a cohort', params: CohortParams, response: nothing } },
    async ({ viewer, params }, reply) => {
      await leaveCohort(db, viewer, params.cohortId)
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/cohorts/:cohortId/members/:personId',
    { config, schema: { tags, summary: 'Remove a member', params: MemberParams, response: nothing } },
    async ({ viewer, params }, reply) => {
      await removeMember(db, viewer, params.cohortId, params.personId)
      return reply.code(204).send(null)
    },
  )
  app.put(
    '/cohorts/:cohortId/members/:personId/part',
    {
      config,
      schema: {
        tags,
        summary: 'Share facilitation, hand it on, or end it',
        params: MemberParams,
        body: ChangePart,
        response: nothing,
      },
    },
    async ({ viewer, params, body }, reply) => {
      await changePart(db, viewer, params.cohortId, params.personId, body.part)
      return reply.code(204).send(null)
    },
  )
}
