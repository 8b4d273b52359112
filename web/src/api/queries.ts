import type { QueryClient } from '@tanstack/preact-query'
import type { Clip, Playback } from '../../../src/clips/schemas.ts'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import type { Me } from '../../../src/identity/schemas.ts'
import type { Boot } from '../../../src/pages/boot.ts'
import type { Thread } from '../../../src/threads/schemas.ts'
import { stagesQuery } from '../stages/stages-query.ts'
import { call } from './call.ts'
import { type Page, pagedQuery } from './paged.ts'
import { ApiProblem } from './problem.ts'

interface Context {
  readonly signal: AbortSignal
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

export const clipsQuery = pagedQuery<Clip>(['clips'], '/api/v1/clips', 50)

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

export const threadsQuery = (clipId: string) =>
  pagedQuery<Thread>(['threads', clipId], `/api/v1/clips/${clipId}/threads`, 100)

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
export function primeQueries(client: QueryClient, { me, cohorts, clip, threads, stages }: Boot): void {
  if (me !== undefined) client.setQueryData(meQuery.queryKey, me)
  if (cohorts) client.setQueryData(cohortsQuery.queryKey, cohorts)
  if (!clip) return
  client.setQueryData(clipQuery(clip.id).queryKey, clip)
  if (stages) client.setQueryData(stagesQuery(clip.id).queryKey, stages)
  if (threads) {
    client.setQueryData(threadsQuery(clip.id).queryKey, { pages: [threads], pageParams: [null] })
  }
}
