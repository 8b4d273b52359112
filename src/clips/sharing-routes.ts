import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { acknowledgeEvaluator, takeBackAcknowledgement } from './acknowledge-evaluator.ts'
import { findAudience } from './find-audience.ts'
import { revokeGrant } from './revoke-grant.ts'
import { ClipParams, Grant, GrantParams, ShareClip } from './schemas.ts'
import { shareClip } from './share-clip.ts'
import { AcknowledgementParams, Audience, AudienceQuery } from './sharing-schemas.ts'

export const sharingRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform: { db } },
) => {
  const config = { access: 'signed-in' } as const
  const tags = ['sharing']
  const nothing = { 204: Type.Null() }

  app.post(
    '/clips/:clipId/grants',
    {
      config,
      schema: {
        ...{ tags, summary: 'Share with a cohort, or change the terms' },
        ...{ params: ClipParams, body: ShareClip, response: { 201: Grant } },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await shareClip(db, viewer, params.clipId, body)),
  )
  app.delete(
    '/clips/:clipId/grants/:grantId',
    { config, schema: { tags, summary: 'No longer share', params: GrantParams, response: nothing } },
    async ({ viewer, params }, reply) => {
      await revokeGrant(db, viewer, params.clipId, params.grantId)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/clips/:clipId/audience',
    {
      config,
      schema: {
        ...{ tags, summary: 'Who can watch my clip, or could once it is shared with a cohort' },
        ...{ params: ClipParams, querystring: AudienceQuery, response: { 200: Audience } },
      },
    },
    ({ viewer, params, query }) => findAudience(db, viewer, params.clipId, query.cohortId),
  )
  app.put(
    '/clips/:clipId/grants/:grantId/acknowledgements/:personId',
    {
      config,
      schema: {
        ...{ tags, summary: 'Let somebody watch who rates me' },
        ...{ params: AcknowledgementParams, response: nothing },
      },
    },
    async ({ viewer, params }, reply) => {
      await acknowledgeEvaluator(db, viewer, params)
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/clips/:clipId/grants/:grantId/acknowledgements/:personId',
    {
      config,
      schema: {
        ...{ tags, summary: 'No longer let somebody watch who rates me' },
        ...{ params: AcknowledgementParams, response: nothing },
      },
    },
    async ({ viewer, params }, reply) => {
      await takeBackAcknowledgement(db, viewer, params)
      return reply.code(204).send(null)
    },
  )
}
