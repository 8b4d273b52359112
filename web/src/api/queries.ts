import type { QueryClient } from '@tanstack/preact-query'
import type { Clip, Playback } from '../../../src/clips/schemas.ts'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import type { Me } from '../../../src/identity/schemas.ts'
import type { Boot } from '../../../src/pages/boot.ts'
import type { Thread } from '../../../src/threads/schemas.ts'
import { call } from './call.ts'
import { ApiProblem } from './problem.ts'

export interface Page<Item> {
  readonly items: Item[]
  readonly next: string | null
}

/** What an infinite query keeps of a list that is fetched page by page. */
export interface Pages<Item> {
  readonly pages: Page<Item>[]
  readonly pageParams: (string | null)[]
}

interface Context {
  readonly signal: AbortSignal
}

const after = (cursor: string | null): string =>
  cursor === null ? '' : `&after=${encodeURIComponent(cursor)}`

const paged = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: { readonly next: string | null }) => last.next,
}

/** Who is signed in; null where nobody is, and then the sign-in page stands. */
export const meQuery = {
  queryKey: ['me'],
  queryFn: ({ signal }: Context): Promise<Me | null> =>
    call<Me>('/api/v1/me', { signal, mayAsk: false }).catch((error) =>
      error instanceof ApiProblem && error.status === 401 ? null : Promise.reject(error),
    ),
  staleTime: Number.POSITIVE_INFINITY,
}

export const clipsQuery = {
  queryKey: ['clips'],
  queryFn: ({ signal, pageParam }: Context & { pageParam: string | null }) =>
    call<Page<Clip>>(`/api/v1/clips?limit=50${after(pageParam)}`, { signal }),
  ...paged,
}

export const clipQuery = (clipId: string) => ({
  queryKey: ['clip', clipId],
  queryFn: ({ signal }: Context) => call<Clip>(`/api/v1/clips/${encodeURIComponent(clipId)}`, { signal }),
})

/** Each fetch is a play that the owner of the clip is told of: once for each time the page is opened, and no oftener. */
export const playbackQuery = (clipId: string) => ({
  queryKey: ['playback', clipId],
  queryFn: () => call<Playback>(`/api/v1/clips/${clipId}/playback`),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
})

/** The same play, looked at again. */
export const playbackAgain = (clipId: string, { id }: Playback): Promise<Playback> =>
  call<Playback>(`/api/v1/clips/${clipId}/playbacks/${id}`)

export const threadsQuery = (clipId: string) => ({
  queryKey: ['threads', clipId],
  queryFn: ({ signal, pageParam }: Context & { pageParam: string | null }) =>
    call<Page<Thread>>(`/api/v1/clips/${clipId}/threads?limit=100${after(pageParam)}`, { signal }),
  ...paged,
})

/** Whom one may have vouch for oneself. */
export const issuersQuery = {
  queryKey: ['issuers'],
  queryFn: ({ signal }: Context) =>
    call<Page<{ id: string; name: string }>>('/api/auth/oidc?limit=200', { signal, mayAsk: false }),
}

/** Whom the reader may act as. */
export const choicesQuery = {
  queryKey: ['choices'],
  queryFn: ({ signal }: Context) =>
    call<Page<{ organisation: Me['organisation']; isCurrent: boolean }>>(
      '/api/v1/sign-ins/choices?limit=200',
      { signal },
    ),
}

/** Nobody is in more than two hundred cohorts. */
export const cohortsQuery = {
  queryKey: ['cohorts'],
  queryFn: ({ signal }: Context) => call<Page<Cohort>>('/api/v1/cohorts?limit=200', { signal }),
}

/** Puts what the page came with where the queries look first. */
export function primeQueries(client: QueryClient, { me, clip, threads }: Boot): void {
  if (me !== undefined) client.setQueryData(meQuery.queryKey, me)
  if (!clip) return
  client.setQueryData(clipQuery(clip.id).queryKey, clip)
  if (threads) {
    client.setQueryData(threadsQuery(clip.id).queryKey, { pages: [threads], pageParams: [null] })
  }
}
