import type { QueryClient } from '@tanstack/preact-query'
import type { Coaching, Entry, Pair } from '../../../src/coaching/schemas.ts'
import { call } from '../api/call.ts'
import { type Page, pageOf } from '../api/paged.ts'

export type Kind = Entry['kind']
export const kinds = ['plan', 'observe', 'debrief'] as const satisfies readonly Kind[]

/** Nobody is in more than two hundred. */
export const pairsQuery = {
  queryKey: ['coaching'],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    call<Page<Pair>>('/api/v1/coaching?limit=200', { signal }),
}

export const addressOf = (cohortId: string): string => `/api/v1/coaching/${encodeURIComponent(cohortId)}`

/** The space of two, with entries of one kind or of all. The other one writes meanwhile, so it looks again by itself. */
export const pairQuery = (cohortId: string, kind: Kind | 'all') => ({
  queryKey: [...pairsQuery.queryKey, cohortId, kind],
  queryFn: ({ signal, pageParam }: { signal: AbortSignal; pageParam: string | null }) =>
    call<Coaching>(pageOf(`${addressOf(cohortId)}${kind === 'all' ? '' : `?kind=${kind}`}`, 20, pageParam), {
      signal,
    }),
  initialPageParam: null as string | null,
  getNextPageParam: (last: Coaching) => last.entries.next,
  // What stands there stays while another kind is fetched.
  placeholderData: <Data>(before: Data) => before,
  refetchInterval: 60_000,
})

export const lookAgain = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ queryKey: pairsQuery.queryKey })
