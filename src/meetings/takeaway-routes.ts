import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { changeTakeaway } from './change-takeaway.ts'
import { deleteTakeaway } from './delete-takeaway.ts'
import { findTakeaways, findTakeawaysOf } from './find-takeaways.ts'
import type { FindReadable } from './readable-threads.ts'
import * as schemas from './takeaway-schemas.ts'
import { writeTakeaway } from './write-takeaway.ts'

interface Options {
  readonly platform: Platform
  readonly findReadable: FindReadable
}

export const takeawayRoutes: FastifyPluginAsyncTypebox<Options> = async (app, { platform, findReadable }) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['meetings']

  app.get(
    '/meetings/:meetingId/takeaways',
    {
      config,
      schema: {
        tags,
        summary: 'What came of a meeting, in the order it was written',
        params: schemas.TakeawayMeetingParams,
        response: { 200: schemas.TakeawayList },
      },
    },
    ({ viewer, params }) => findTakeaways(db, findReadable, viewer, params.meetingId),
  )
  app.post(
    '/meetings/:meetingId/takeaways',
    {
      config,
      schema: {
        tags,
        summary: 'Write down a decision, or what we will try next',
        params: schemas.TakeawayMeetingParams,
        body: schemas.WriteTakeaway,
        response: { 201: schemas.Takeaway },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await writeTakeaway(db, findReadable, viewer, params.meetingId, body)),
  )
  app.get(
    '/cohorts/:cohortId/takeaways',
    {
      config,
      schema: {
        tags,
        summary: 'What came of all meetings of a cohort, newest first',
        params: schemas.TakeawayCohortParams,
        querystring: schemas.TakeawayQuery,
        response: { 200: schemas.TakeawayPage },
      },
    },
    ({ viewer, params, query }) => findTakeawaysOf(db, findReadable, viewer, params.cohortId, query),
  )
  app.patch(
    '/takeaways/:takeawayId',
    {
      config,
      schema: {
        tags,
        summary: 'Change what I wrote down',
        params: schemas.TakeawayParams,
        body: schemas.ChangeTakeaway,
        response: { 200: schemas.Takeaway },
      },
    },
    ({ viewer, params, body }) => changeTakeaway(db, findReadable, viewer, params.takeawayId, body),
  )
  app.delete(
    '/takeaways/:takeawayId',
    {
      config,
      schema: {
        tags,
        summary: 'Take out what I wrote down, or what somebody wrote in a cohort I facilitate',
        params: schemas.TakeawayParams,
        response: { 204: Type.Null() },
      },
    },
    async ({ viewer, params }, reply) => {
      await deleteTakeaway(db, findReadable, viewer, params.takeawayId)
      return reply.code(204).send(null)
    },
  )
}
