import type { Assignment } from '../../../src/assignments/schemas.ts'
import type { Meeting } from '../../../src/meetings/schemas.ts'
import { call } from '../api/call.ts'
import type { Page } from '../api/paged.ts'

interface Context {
  readonly signal: AbortSignal
}

/** Of all the reader's cohorts, the soonest first. */
export const myMeetingsQuery = {
  queryKey: ['my-meetings'],
  queryFn: ({ signal }: Context) => call<Page<Meeting>>('/api/v1/me/meetings?limit=20', { signal }),
}

/** What is asked of the reader now, what is due first before the rest. */
export const myAssignmentsQuery = {
  queryKey: ['my-assignments'],
  queryFn: ({ signal }: Context) =>
    call<{ readonly items: Assignment[] }>('/api/v1/me/assignments', { signal }),
  // Somebody comes back from having done it.
  staleTime: 0,
}
