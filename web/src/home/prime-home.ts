import type { QueryClient } from '@tanstack/preact-query'
import { readBoot } from '../api/boot.ts'
import { myExemplarsQuery } from '../api/my-exemplars-query.ts'
import { clipNewsQuery, clipsWhere } from '../clips/clips-queries.ts'
import { myAssignmentsQuery, myMeetingsQuery } from './fortnight-queries.ts'
import { ownInvitationsQuery } from './invitations-query.ts'
import { newsQuery } from './news-query.ts'

let isPrimed = false

/** Puts what the page came with where its queries look first, so that nothing moves when it is drawn. Once: it grows old. */
export function primeHome(client: QueryClient): void {
  if (isPrimed) return
  isPrimed = true
  const { home } = readBoot()
  if (!home) return
  const paged = (queryKey: readonly unknown[], page: unknown) =>
    client.setQueryData(queryKey, { pages: [page], pageParams: [null] })
  client.setQueryData(myMeetingsQuery.queryKey, home.meetings)
  client.setQueryData(myAssignmentsQuery.queryKey, home.assignments)
  client.setQueryData(ownInvitationsQuery.queryKey, home.invitations)
  client.setQueryData(clipNewsQuery.queryKey, home.clipNews)
  client.setQueryData(myExemplarsQuery.queryKey, home.exemplars)
  paged(newsQuery.queryKey, home.news)
  paged(clipsWhere({ limit: 5 }).queryKey, home.newest)
  paged(clipsWhere({ limit: 5, owner: 'me' }).queryKey, home.mine)
  paged(clipsWhere({ limit: 5, owner: 'others' }).queryKey, home.others)
}
