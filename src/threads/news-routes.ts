import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { findClipNews } from './find-clip-news.ts'
import { findNews } from './find-news.ts'
import { ClipNewsPage, NewsPage, NewsQuery, NoteReading } from './news-schemas.ts'
import { noteReading } from './note-reading.ts'
import { ThreadClipParams } from './schemas.ts'

/** What is new to the viewer, and up to when they have read: for them alone, whoever they are to the clip. */
export const newsRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['threads']

  app.get(
    '/news',
    {
      config,
      schema: {
        ...{ tags, summary: 'Threads with something new to me, the newest first' },
        ...{ querystring: NewsQuery, response: { 200: NewsPage } },
      },
    },
    ({ viewer, query }) => findNews(db, viewer, query),
  )
  app.get(
    '/news/by-clip',
    {
      config,
      schema: {
        ...{ tags, summary: 'How many comments are new to me, for each clip that has some' },
        ...{ querystring: NewsQuery, response: { 200: ClipNewsPage } },
      },
    },
    ({ viewer, query }) => findClipNews(db, viewer, query),
  )
  app.put(
    '/clips/:clipId/reading',
    {
      config,
      schema: {
        ...{ tags, summary: 'Keep up to when I have read the talk about a clip; nobody else can see it' },
        ...{ params: ThreadClipParams, body: NoteReading, response: { 204: Type.Null() } },
      },
    },
    async ({ viewer, params, body }, reply) => {
      await noteReading(db, viewer, params.clipId, body.until)
      return reply.code(204).send(null)
    },
  )
}
