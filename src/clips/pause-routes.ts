import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { findPauses } from './find-pauses.ts'
import {
  CreatedPause,
  PausePage,
  PauseParams,
  PausesQuery,
  RaiseConcern,
  SettleOwn,
  WithdrawConsent,
} from './pause-schemas.ts'
import { raiseConcern } from './raise-concern.ts'
import { ClipParams } from './schemas.ts'
import { settleOwnPause } from './settle-pause.ts'
import { withdrawConsent } from './withdraw-consent.ts'

export const pauseRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform: { db } },
) => {
  const config = { access: 'signed-in' } as const
  const tags = ['pauses']

  app.post(
    '/clips/:clipId/concerns',
    {
      config,
      schema: {
        ...{ tags, summary: 'Raise a concern, which pauses the clip' },
        ...{ params: ClipParams, body: RaiseConcern, response: { 201: CreatedPause } },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await raiseConcern(db, viewer, params.clipId, body)),
  )
  app.post(
    '/clips/:clipId/consent-withdrawals',
    {
      config,
      schema: {
        ...{ tags, summary: 'Note that somebody in my clip no longer agrees, which pauses it' },
        ...{ params: ClipParams, body: WithdrawConsent, response: { 201: CreatedPause } },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await withdrawConsent(db, viewer, params.clipId, body)),
  )
  app.get(
    '/clips/:clipId/pauses',
    {
      config,
      schema: {
        ...{ tags, summary: 'Pauses of my clip, or those I raised' },
        ...{ params: ClipParams, querystring: PausesQuery, response: { 200: PausePage } },
      },
    },
    ({ viewer, params, query }) => findPauses(db, viewer, params.clipId, query),
  )
  app.put(
    '/clips/:clipId/pauses/:pauseId/resolution',
    {
      config,
      schema: {
        ...{ tags, summary: 'Settle a withdrawn consent' },
        ...{ params: PauseParams, body: SettleOwn, response: { 204: Type.Null() } },
      },
    },
    async ({ viewer, params, body }, reply) => {
      await settleOwnPause(db, viewer, params, body.resolution)
      return reply.code(204).send(null)
    },
  )
}
