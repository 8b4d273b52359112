import type { QueryClient } from '@tanstack/preact-query'
import type { Collection, ListedCollection } from '../../../src/exemplars/collection-schemas.ts'
import type { LibraryPage, SavedSearch } from '../../../src/exemplars/library-schemas.ts'
import type { Exemplar } from '../../../src/exemplars/schemas.ts'
import { call } from '../api/call.ts'
import { pageOf } from '../api/paged.ts'
import { type Asked, queryOf } from './asked.ts'

interface Context {
  readonly signal: AbortSignal
}

export const exemplarPath = (id: string) => `/api/v1/exemplars/${encodeURIComponent(id)}`
export const collectionPath = (id: string) => `/api/v1/collections/${encodeURIComponent(id)}`

export const exemplarQuery = (id: string) => ({
  queryKey: ['exemplars', id],
  queryFn: ({ signal }: Context) => call<Exemplar>(exemplarPath(id), { signal }),
})

/** What fits, a few at a time, and what else there is to choose. What was shown before stays until that is here. */
export const libraryQuery = (asked: Asked, limit = 10) => {
  const query = queryOf(asked)
  return {
    queryKey: ['exemplars', 'library', limit, query],
    queryFn: ({ signal, pageParam }: Context & { readonly pageParam: string | null }) =>
      call<LibraryPage>(
        pageOf(query === '' ? '/api/v1/exemplars' : `/api/v1/exemplars?${query}`, limit, pageParam),
        {
          signal,
        },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last: LibraryPage) => last.next,
    placeholderData: <Data>(before: Data) => before,
  }
}

export const savedSearchesQuery = {
  queryKey: ['saved-searches'],
  queryFn: ({ signal }: Context) =>
    call<{ readonly items: readonly SavedSearch[] }>('/api/v1/saved-searches', { signal }),
}

export const collectionsQuery = {
  queryKey: ['collections'],
  queryFn: ({ signal }: Context) =>
    call<{ readonly items: readonly ListedCollection[] }>('/api/v1/collections', { signal }),
}

export const collectionQuery = (id: string) => ({
  queryKey: [...collectionsQuery.queryKey, id],
  queryFn: ({ signal }: Context) => call<Collection>(collectionPath(id), { signal }),
})

/** Titles of the protocols that everybody can use. */
export const protocolTitlesQuery = {
  queryKey: ['protocols', 'built-in'],
  queryFn: ({ signal }: Context) =>
    call<{
      readonly items: readonly { key: string | null; title: { en: string; es: string } }[]
    }>('/api/v1/protocols', { signal }),
}

/** A collection, or what is in it, is another now. */
export const collectionsChanged = (client: QueryClient): Promise<unknown> =>
  Promise.all([
    client.invalidateQueries({ queryKey: collectionsQuery.queryKey }),
    client.invalidateQueries({ queryKey: ['exemplars'] }),
  ])
