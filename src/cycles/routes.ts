import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { changeCycle } from './change-cycle.ts'
import { closeCycle } from './close-cycle.ts'
import { findCycles, findShownCycle } from './find-cycles.ts'
import { openCycle } from './open-cycle.ts'
import { reopenCycle } from './reopen-cycle.ts'
import * as schemas from './schemas.ts'

export const cycleRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['cycles']
  const nothing = { 204: Type.Null() }

  app.get(
    '/cohorts/:cohortId/cycles',
    {
      config,
      schema: {
        tags,
        summary: 'The cycles of inquiry of a cohort, newest first',
        params: schemas.CycleCohortParams,
        querystring: schemas.CycleQuery,
        response: { 200: schemas.CyclePage },
      },
    },
    ({ viewer, params, query }) => findCycles(db, viewer, params.cohortId, query),
  )
  app.post(
    '/cohorts/:cohortId/cycles',
    {
      config,
      schema: {
        tags,
        summary: 'Open the next cycle of a cohort I facilitate',
        params: schemas.CycleCohortParams,
        body: schemas.OpenCycle,
        response: { 201: schemas.Cycle },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await openCycle(db, viewer, params.cohortId, body)),
  )
  app.get(
    '/cycles/:cycleId',
    {
      config,
      schema: { tags, summary: 'A cycle', params: schemas.CycleParams, response: { 200: schemas.Cycle } },
    },
    ({ viewer, params }) => findShownCycle(db, viewer, params.cycleId),
  )
  app.patch(
    '/cycles/:cycleId',
    {
      config,
      schema: {
        tags,
        summary: 'Change an open cycle of a cohort I facilitate',
        params: schemas.CycleParams,
        body: schemas.ChangeCycle,
        response: { 200: schemas.Cycle },
      },
    },
    ({ viewer, params, body }) => changeCycle(db, viewer, params.cycleId, body),
  )
  app.put(
    '/cycles/:cycleId/closing',
    {
      config,
      schema: { tags, summary: 'Close a cycle', params: schemas.CycleParams, response: nothing },
    },
    async ({ viewer, params }, reply) => {
      await closeCycle(db, viewer, params.cycleId)
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/cycles/:cycleId/closing',
    {
      config,
      schema: { tags, summary: 'Go on with a closed cycle', params: schemas.CycleParams, response: nothing },
    },
    async ({ viewer, params }, reply) => {
      await reopenCycle(db, viewer, params.cycleId)
      return reply.code(204).send(null)
    },
  )
}
