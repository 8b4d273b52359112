import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Platform } from '../platform/platform.ts'
import { findAllOwnNotes, findOwnWords } from './find-own-words.ts'
import { OwnNotePage, OwnWordsPage, OwnWordsQuery } from './own-words-schemas.ts'

/** What a person said and noted, over all clips: their own words, and nobody else's. */
export const ownWordsRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform: { db } },
) => {
  const config = { access: 'signed-in' } as const
  const tags = ['my data']

  app.get(
    '/me/words',
    {
      config,
      schema: {
        ...{ tags, summary: 'All that I said, also about clips that are out of my reach now' },
        ...{ querystring: OwnWordsQuery, response: { 200: OwnWordsPage } },
      },
    },
    ({ viewer, query }) => findOwnWords(db, viewer, query),
  )
  app.get(
    '/me/notes',
    {
      config,
      schema: {
        ...{ tags, summary: 'My notes and markers on all clips' },
        ...{ querystring: OwnWordsQuery, response: { 200: OwnNotePage } },
      },
    },
    ({ viewer, query }) => findAllOwnNotes(db, viewer, query),
  )
}
