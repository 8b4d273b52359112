import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findFeedToken, findViewerByFeed } from '../identity/find-feed-tokens.ts'
import { makeFeedToken } from '../identity/make-feed-token.ts'
import { revokeFeedToken } from '../identity/revoke-feed-token.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { Platform } from '../platform/platform.ts'
import { findFeedMeetings } from './find-feed-meetings.ts'
import { Feed, FeedParams, FeedQuery, MadeFeed } from './schemas.ts'
import { type FeedDay, writeFeed } from './write-feed.ts'

/** What else stands in a person's feed, each within their reach now. */
type FindFeedDays = (db: Db, viewer: Viewer, language: 'en' | 'es') => Promise<readonly FeedDay[]>

interface Options {
  readonly platform: Platform
  readonly findDays?: FindFeedDays
}

/** A person's meetings in their own calendar, by a secret address. */
export const feedRoutes: FastifyPluginAsyncTypebox<Options> = async (
  app,
  { platform, findDays = async () => [] },
) => {
  const { db, config } = platform
  const own = { access: 'signed-in' } as const
  const tags = ['meetings']

  app.get(
    '/me/feed',
    {
      config: own,
      schema: { tags, summary: 'Since when I have a calendar feed', response: { 200: Feed } },
    },
    ({ viewer }) => findFeedToken(db, viewer),
  )
  app.put(
    '/me/feed',
    {
      config: own,
      schema: {
        tags,
        summary: 'Make my calendar feed, or a new address for it',
        response: { 201: MadeFeed },
      },
    },
    async ({ viewer }, reply) => {
      const secret = await makeFeedToken(db, viewer)
      return reply.code(201).send({ url: `${config.publicUrl}/api/v1/feeds/${secret}.ics` })
    },
  )
  app.delete(
    '/me/feed',
    { config: own, schema: { tags, summary: 'End my calendar feed', response: { 204: Type.Null() } } },
    async ({ viewer }, reply) => {
      await revokeFeedToken(db, viewer)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/feeds/:secret',
    {
      config: { access: 'public' },
      // The address is the secret: it must not come to stand in a log.
      logLevel: 'warn',
      schema: {
        tags,
        summary: 'The calendar behind a secret address (text/calendar)',
        security: [],
        params: FeedParams,
        querystring: FeedQuery,
        response: { 200: Type.String() },
      },
    },
    async ({ params, query }, reply) => {
      const language = query.language ?? 'en'
      // Some calendars take only what ends like a file.
      const viewer = await findViewerByFeed(db, params.secret.replace(/\.ics$/, ''))
      const [meetings, days] = [await findFeedMeetings(db, viewer), await findDays(db, viewer, language)]
      return reply
        .type('text/calendar; charset=utf-8')
        .header('cache-control', 'private, no-store')
        .send(writeFeed({ meetings, days, language, publicUrl: config.publicUrl }))
    },
  )
}
