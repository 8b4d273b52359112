import { useInfiniteQuery, useQueryClient } from '@tanstack/preact-query'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import type { Thread } from '../../../src/threads/schemas.ts'
import { threadsQuery } from '../api/queries.ts'
import { holdBack, othersIds } from './hold-back.ts'

export interface FoundThreads {
  /** Every thread, for the timeline. */
  readonly all: readonly Thread[]
  /** What the list shows: all but what came in since, from others. */
  readonly shown: readonly Thread[]
  /** How many comments wait to be let into the list. */
  readonly waiting: number
  /** Lets them in. */
  readonly letIn: () => void
  /** Nothing is left to be fetched. */
  readonly isComplete: boolean
  readonly isPending: boolean
  readonly error: unknown
  readonly refetch: () => void
  /** When they were last fetched. */
  readonly asOf: Date
}

const none: readonly Thread[] = []

/** All talk about a clip, page after page, with what is new kept apart from what is being read. */
export function useThreads({ id: clipId, state, cutNo, grants, exemplarId }: Clip): FoundThreads {
  const client = useQueryClient()
  const sharing = [state, cutNo, exemplarId, ...grants.map(({ id }) => id)].join()
  const knownSharing = useRef(sharing)
  useEffect(() => {
    // With whom it is shared decides who may answer, and what there is to read; its cut says where that lies.
    if (knownSharing.current !== sharing) {
      void client.invalidateQueries({ queryKey: threadsQuery(clipId).queryKey })
    }
    knownSharing.current = sharing
  }, [client, clipId, sharing])
  const query = useInfiniteQuery(threadsQuery(clipId))
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query
  const known = useRef({ ids: new Set<string>(), pages: 0 })
  const [letInCount, setLetInCount] = useState(0)

  useEffect(() => {
    // The timeline shows all of it, so all of it is fetched; the list draws a hundred at a time.
    if (hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [hasNextPage, isFetching, isError, fetchNextPage])

  const all = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? none, [data])
  // Letting in changes what is known, which no dependency sees; hence it is counted.
  const held = useMemo(() => {
    // A page that was not there before holds what is older than the visit.
    for (const { items } of data?.pages.slice(known.current.pages) ?? []) {
      for (const id of othersIds(items)) known.current.ids.add(id)
    }
    known.current.pages = Math.max(known.current.pages, data?.pages.length ?? 0)
    return holdBack(all, known.current.ids)
  }, [all, data, letInCount])

  return {
    all,
    ...held,
    letIn: () => {
      for (const id of othersIds(all)) known.current.ids.add(id)
      setLetInCount((count) => count + 1)
    },
    isComplete: data !== undefined && !hasNextPage,
    isPending: query.isPending,
    error: query.data ? null : query.error,
    refetch: () => void query.refetch(),
    asOf: new Date(query.dataUpdatedAt),
  }
}
