import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Invited, offerCoaching, offerCoachingAgain } from '../cohorts/offer-coaching.ts'
import { PageQuery } from '../platform/http/schemas.ts'
import type { Platform } from '../platform/platform.ts'
import { malformed } from '../platform/problems.ts'
import { findCoaching } from './find-coaching.ts'
import { findPairs } from './find-pairs.ts'
import {
  Coaching,
  CoachingParams,
  CoachingQuery,
  OfferAgain,
  OfferCoaching,
  Offered,
  PairPage,
} from './schemas.ts'

/** Spaces of two people, and how they come to be; they end like a membership does. */
export const coachingRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform },
) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const limited = { ...config, rateLimit: { max: 120, timeWindow: '1 minute' } }
  const tags = ['coaching']

  app.get(
    '/coaching',
    {
      config,
      schema: {
        tags,
        summary: 'My coaching, as coach or coached',
        querystring: Type.Object(PageQuery),
        response: { 200: PairPage },
      },
    },
    ({ viewer, query }) => findPairs(db, viewer, query),
  )
  app.post(
    '/coaching',
    {
      config: limited,
      schema: {
        tags,
        summary: 'Offer coaching to one person',
        body: OfferCoaching,
        response: { 201: Offered },
      },
    },
    async ({ viewer, body: { about, words, ...whom } }, reply) =>
      reply.code(201).send({ id: await offerCoaching(db, viewer, about, invitedBy(whom), words) }),
  )
  app.get(
    '/coaching/:cohortId',
    {
      config,
      schema: {
        tags,
        summary: 'What the two of us keep: goals, steps, and entries, newest first',
        params: CoachingParams,
        querystring: CoachingQuery,
        response: { 200: Coaching },
      },
    },
    ({ viewer, params, query }) => findCoaching(db, viewer, params.cohortId, query),
  )
  app.put(
    '/coaching/:cohortId/invitation',
    {
      config: limited,
      schema: {
        tags,
        summary: 'Offer it again, or to somebody else instead',
        params: CoachingParams,
        body: OfferAgain,
        response: { 204: Type.Null() },
      },
    },
    async ({ viewer, params, body: { words, ...whom } }, reply) => {
      await offerCoachingAgain(db, viewer, params.cohortId, invitedBy(whom), words)
      return reply.code(204).send(null)
    },
  )
}

const invitedBy = ({ personId, email, name }: Omit<OfferAgain, 'words'>): Invited => {
  if (personId !== undefined && email === undefined) return { personId }
  if (personId === undefined && email !== undefined && name !== undefined) return { email, name }
  return malformed('nobody-invited', 'Please choose a colleague, or write the name and the address of one.')
}
