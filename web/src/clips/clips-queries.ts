import type { Clip } from '../../../src/clips/schemas.ts'
import type { ClipNews } from '../../../src/threads/news-schemas.ts'
import { call } from '../api/call.ts'
import { type Page, type Pages, pagedQuery, withQuery } from '../api/paged.ts'
import { clipsQuery } from '../api/queries.ts'
import { isMoving } from './clip-state.ts'

interface Which {
  readonly owner?: 'me' | 'others'
  readonly cohortId?: string | undefined
  /** For each page. */
  readonly limit?: number
}

const lookAgainMs = 4000

/** Some of the clips in reach, newest first. It looks again by itself only while something is under way. */
export const clipsWhere = ({ owner, cohortId, limit = 20 }: Which) => ({
  ...pagedQuery<Clip>(
    // With the clips it is told when some change.
    [...clipsQuery.queryKey, owner, cohortId, limit],
    withQuery('/api/v1/clips', { owner, cohortId }),
    limit,
  ),
  refetchInterval: ({ state }: { readonly state: { readonly data?: Pages<Clip> | undefined } }) =>
    state.data?.pages.some(({ items }) => items.some(isMovingNow)) ? lookAgainMs : (false as const),
})

/** An upload that nobody goes on with would be looked at for two weeks. */
const isMovingNow = (clip: Clip): boolean =>
  isMoving(clip) && (clip.state !== 'receiving' || Date.now() - Date.parse(clip.createdAt) < 3_600_000)

/** How many comments are new to the reader, by clip; of those with the newest ones. */
export const clipNewsQuery = {
  queryKey: ['news', 'by-clip'],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    call<Page<ClipNews>>('/api/v1/news/by-clip?limit=200', { signal }),
  staleTime: 0,
}
