import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { findHolds } from './find-holds.ts'
import { findOrderedPurges, findPurge, findPurges } from './find-purges.ts'
import { findRetention } from './find-retention.ts'
import { findRules } from './find-rules.ts'
import { keepClip } from './keep-clip.ts'
import { liftHold } from './lift-hold.ts'
import { placeHold } from './place-hold.ts'
import { purgeForPrivacy } from './purge-for-privacy.ts'
import { purgeOwnClip } from './purge-own-clip.ts'
import {
  ClipParams,
  ConfirmPurge,
  Hold,
  HoldPage,
  HoldsQuery,
  KeepClip,
  ListQuery,
  PlaceHold,
  Purge,
  PurgePage,
  Retention,
  RetentionRules,
  SetRules,
} from './schemas.ts'
import { setRules } from './set-rules.ts'

export const retentionRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform: { db } },
) => {
  const config = { access: 'signed-in' } as const
  const tags = ['retention']
  const params = ClipParams
  const purge = { config, schema: { tags, params, body: ConfirmPurge, response: { 202: Purge } } }

  app.put(
    '/clips/:clipId/purge',
    { ...purge, schema: { ...purge.schema, summary: 'Destroy my clip, for good' } },
    async ({ viewer, params: { clipId } }, reply) =>
      reply.code(202).send(await purgeOwnClip(db, viewer, clipId)),
  )
  app.put(
    '/privacy/clips/:clipId/purge',
    { ...purge, schema: { ...purge.schema, summary: 'Destroy a clip, as privacy officer' } },
    async ({ viewer, params: { clipId } }, reply) =>
      reply.code(202).send(await purgeForPrivacy(db, viewer, clipId)),
  )
  app.get(
    '/purges',
    {
      config,
      schema: {
        ...{ tags, summary: 'My clips that were destroyed, with their certificates' },
        ...{ querystring: ListQuery, response: { 200: PurgePage } },
      },
    },
    ({ viewer, query }) => findPurges(db, viewer, query),
  )
  app.get(
    '/privacy/purges',
    {
      config,
      schema: {
        ...{ tags, summary: 'Clips that I had destroyed as privacy officer, with their certificates' },
        ...{ querystring: ListQuery, response: { 200: PurgePage } },
      },
    },
    ({ viewer, query }) => findOrderedPurges(db, viewer, query),
  )
  app.get(
    '/purges/:clipId',
    { config, schema: { tags, summary: 'How far a purge is', params, response: { 200: Purge } } },
    ({ viewer, params: { clipId } }) => findPurge(db, viewer, clipId),
  )
  app.get(
    '/clips/:clipId/retention',
    { config, schema: { tags, summary: 'When my clip ends', params, response: { 200: Retention } } },
    ({ viewer, params: { clipId } }) => findRetention(db, viewer, clipId),
  )
  app.put(
    '/clips/:clipId/keeping',
    {
      config,
      schema: { tags, summary: 'Keep my clip longer', params, body: KeepClip, response: { 200: Retention } },
    },
    ({ viewer, params: { clipId }, body }) => keepClip(db, viewer, clipId, body.untilOn),
  )
  app.get(
    '/privacy/holds',
    {
      config,
      schema: {
        ...{ tags, summary: 'Clips on hold, for privacy officers' },
        ...{ querystring: HoldsQuery, response: { 200: HoldPage } },
      },
    },
    ({ viewer, query }) => findHolds(db, viewer, query),
  )
  app.put(
    '/privacy/clips/:clipId/hold',
    {
      config,
      schema: { tags, summary: 'Place a clip on hold', params, body: PlaceHold, response: { 200: Hold } },
    },
    ({ viewer, params: { clipId }, body }) => placeHold(db, viewer, clipId, body),
  )
  app.delete(
    '/privacy/clips/:clipId/hold',
    { config, schema: { tags, summary: 'End a hold', params, response: { 204: Type.Null() } } },
    async ({ viewer, params: { clipId } }, reply) => {
      await liftHold(db, viewer, clipId)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/administration/retention',
    { config, schema: { tags, summary: 'How long things are kept', response: { 200: RetentionRules } } },
    ({ viewer }) => findRules(db, viewer),
  )
  app.put(
    '/administration/retention',
    {
      config,
      schema: {
        tags,
        summary: 'Change how long things are kept',
        body: SetRules,
        response: { 200: RetentionRules },
      },
    },
    ({ viewer, body }) => setRules(db, viewer, body),
  )
}
