import { keepPreviousData, type QueryClient } from '@tanstack/preact-query'
import type { Assignment } from '../../../src/assignments/schemas.ts'
import type { CohortCalendar, Meeting, PlanSeries, SeriesPreview } from '../../../src/meetings/schemas.ts'
import { call } from '../api/call.ts'
import { fetchAll } from '../api/paged.ts'
import { ApiProblem } from '../api/problem.ts'

interface Context {
  readonly signal: AbortSignal
}

const yearMs = 400 * 86_400_000

/** What a cohort planned, from a school year back on: never so much that it would have to come in parts. */
export const meetingsQuery = (cohortId: string) => ({
  queryKey: ['meetings', cohortId],
  queryFn: ({ signal }: Context) => {
    const from = new Date(Date.now() - yearMs).toISOString()
    return fetchAll<Meeting>(`/api/v1/cohorts/${encodeURIComponent(cohortId)}/meetings?from=${from}`, signal)
  },
})

export const meetingQuery = (meetingId: string) => ({
  queryKey: ['meeting', meetingId],
  queryFn: ({ signal }: Context) =>
    call<Meeting>(`/api/v1/meetings/${encodeURIComponent(meetingId)}`, { signal }),
})

/** Blocked days from today on, and the zone of the cohort. */
export const calendarQuery = (cohortId: string) => ({
  queryKey: ['calendar', cohortId],
  queryFn: ({ signal }: Context) =>
    call<CohortCalendar>(
      `/api/v1/cohorts/${encodeURIComponent(cohortId)}/calendar?from=${new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)}`,
      { signal },
    ),
})

/** What a series would give. What was shown before stays until that is here. */
export const previewQuery = (cohortId: string, plan: PlanSeries | undefined) => ({
  queryKey: ['series-preview', cohortId, plan],
  queryFn: ({ signal }: Context) =>
    call<SeriesPreview>(`/api/v1/cohorts/${cohortId}/meeting-series/preview`, {
      // Where it is changes nothing, and a link is not yet one while it is written.
      ...{ method: 'POST' as const, body: { ...plan, place: null, link: null }, signal },
    }),
  enabled: plan !== undefined,
  placeholderData: keepPreviousData,
  retry: false,
})

/** What is to be done before one meeting. Beyond reach, and where there is no such thing, that is nothing. */
export const beforeMeetingQuery = ({ id, cohort }: Meeting) => ({
  queryKey: ['meeting', id, 'assignments'],
  queryFn: async ({ signal }: Context): Promise<Assignment[]> => {
    const path = `/api/v1/cohorts/${cohort.id}/assignments?forMeetingId=${id}`
    try {
      return (await fetchAll<Assignment>(path, signal)).filter(({ state }) => state !== 'cancelled')
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 404) return []
      throw error
    }
  },
})

/** Whatever shows meetings, and what is due by them. */
const keys = ['meetings', 'meeting', 'my-meetings', 'year', 'assignments', 'assignment', 'my-assignments']

/** A meeting was planned or changed: all of that looks again. */
export async function meetingsChanged(client: QueryClient): Promise<void> {
  await Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] })))
}
