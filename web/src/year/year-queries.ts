import type { Assignment } from '../../../src/assignments/schemas.ts'
import type { Cycle } from '../../../src/cycles/schemas.ts'
import type { Meeting } from '../../../src/meetings/schemas.ts'
import type { Takeaway } from '../../../src/meetings/takeaway-schemas.ts'
import type { Thread } from '../../../src/threads/schemas.ts'
import { call } from '../api/call.ts'
import { fetchAll } from '../api/paged.ts'

interface Context {
  readonly signal: AbortSignal
}

const ofCohort = (cohortId: string) => `/api/v1/cohorts/${encodeURIComponent(cohortId)}`

/** All that a cohort has in its years looks again together. */
export const yearKey = (cohortId: string) => ['year', cohortId]

export const meetingsOfYear = (cohortId: string) => ({
  queryKey: [...yearKey(cohortId), 'meetings'],
  queryFn: ({ signal }: Context) => fetchAll<Meeting>(`${ofCohort(cohortId)}/meetings`, signal),
})

export const assignmentsOfYear = (cohortId: string) => ({
  queryKey: [...yearKey(cohortId), 'assignments'],
  queryFn: ({ signal }: Context) => fetchAll<Assignment>(`${ofCohort(cohortId)}/assignments`, signal),
})

export const cyclesOfYear = (cohortId: string) => ({
  queryKey: [...yearKey(cohortId), 'cycles'],
  queryFn: ({ signal }: Context) => fetchAll<Cycle>(`${ofCohort(cohortId)}/cycles`, signal),
})

export const takeawaysOfYear = (cohortId: string) => ({
  queryKey: [...yearKey(cohortId), 'takeaways'],
  queryFn: ({ signal }: Context) => fetchAll<Takeaway>(`${ofCohort(cohortId)}/takeaways`, signal),
})

export const takeawaysQuery = (meetingId: string) => ({
  queryKey: ['takeaways', meetingId],
  queryFn: ({ signal }: Context) =>
    call<{ readonly items: Takeaway[] }>(`/api/v1/meetings/${meetingId}/takeaways`, { signal }),
})

export const cycleQuery = (cycleId: string) => ({
  queryKey: ['cycle', cycleId],
  queryFn: ({ signal }: Context) => call<Cycle>(`/api/v1/cycles/${encodeURIComponent(cycleId)}`, { signal }),
})

/** What one cohort said about a clip, in the clip's order. */
export const talkInCohort = (clipId: string, cohortId: string) => ({
  queryKey: ['threads', clipId, 'in', cohortId],
  queryFn: ({ signal }: Context) =>
    fetchAll<Thread>(`/api/v1/clips/${clipId}/threads?cohortId=${cohortId}`, signal),
})

/** The same of several clips, one after the other. */
export const talkOfClips = (clipIds: readonly string[], cohortId: string) => ({
  queryKey: ['threads', 'of', ...clipIds, 'in', cohortId],
  queryFn: async ({ signal }: Context) => {
    const talks = await Promise.all(
      clipIds.map((clipId) => talkInCohort(clipId, cohortId).queryFn({ signal })),
    )
    return talks.flat()
  },
})
