import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { findLibrary } from './find-library.ts'
import { findSavedSearches } from './find-saved-searches.ts'
import {
  LibraryPage,
  LibraryQuery,
  SavedSearch,
  SavedSearches,
  SavedSearchParams,
  SaveSearch,
} from './library-schemas.ts'
import { removeSavedSearch } from './remove-saved-search.ts'
import { saveSearch } from './save-search.ts'

export const libraryRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['exemplars']

  app.get(
    '/exemplars',
    {
      config,
      schema: {
        tags,
        summary: 'Exemplars whose audience I belong to, and how many there are of each kind',
        querystring: LibraryQuery,
        response: { 200: LibraryPage },
      },
    },
    ({ viewer, query }) => findLibrary(db, viewer, query),
  )
  app.get(
    '/saved-searches',
    {
      config,
      schema: { tags, summary: 'Searches I keep, by name', response: { 200: SavedSearches } },
    },
    ({ viewer }) => findSavedSearches(db, viewer),
  )
  app.post(
    '/saved-searches',
    {
      config,
      schema: {
        tags,
        summary: 'Keep a search under a name, in the place of one of the same name',
        body: SaveSearch,
        response: { 201: SavedSearch },
      },
    },
    async ({ viewer, body }, reply) => reply.code(201).send(await saveSearch(db, viewer, body)),
  )
  app.delete(
    '/saved-searches/:savedSearchId',
    {
      config,
      schema: {
        tags,
        summary: 'Forget a search I kept',
        params: SavedSearchParams,
        response: { 204: Type.Null() },
      },
    },
    async ({ viewer, params }, reply) => {
      await removeSavedSearch(db, viewer, params.savedSearchId)
      return reply.code(204).send(null)
    },
  )
}
