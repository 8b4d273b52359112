import { type InfiniteData, useInfiniteQuery } from '@tanstack/preact-query'
import type { News } from '../../../src/threads/news-schemas.ts'
import { type Page, pagedQuery } from '../api/paged.ts'

/** Threads with something new for the reader, newest first. */
export const newsQuery = {
  ...pagedQuery<News>(['news'], '/api/v1/news', 50),
  // It is what somebody comes back for: each time they do, it is asked anew.
  staleTime: 0,
}

export const newsOf = (data: InfiniteData<Page<News>> | undefined): readonly News[] =>
  data?.pages.flatMap(({ items }) => items) ?? []

export const useNews = () => useInfiniteQuery(newsQuery)
