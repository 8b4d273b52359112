import type { QueryClient } from '@tanstack/preact-query'
import { keepPreviousData } from '@tanstack/preact-query'
import type { Protocol } from '../../../src/assignments/protocol-schemas.ts'
import type { Assignment, Defaults, Participation } from '../../../src/assignments/schemas.ts'
import type { Clip } from '../../../src/clips/schemas.ts'
import type { Meeting } from '../../../src/meetings/schemas.ts'
import { call } from '../api/call.ts'
import type { Page } from '../api/paged.ts'

interface Context {
  readonly signal: AbortSignal
}

const ofCohort = (cohortId: string) => `/api/v1/cohorts/${encodeURIComponent(cohortId)}`
export const assignmentPath = (id: string) => `/api/v1/assignments/${encodeURIComponent(id)}`

export const assignmentQuery = (id: string) => ({
  queryKey: ['assignment', id],
  queryFn: ({ signal }: Context) => call<Assignment>(assignmentPath(id), { signal }),
})

/** The latest of a cohort; what runs and what is to come is among them. */
export const latestQuery = (cohortId: string) => ({
  queryKey: ['assignments', cohortId],
  queryFn: ({ signal }: Context) =>
    call<Page<Assignment>>(`${ofCohort(cohortId)}/assignments?limit=20`, { signal }),
})

export const participationQuery = (id: string) => ({
  queryKey: ['assignment', id, 'participation'],
  queryFn: ({ signal }: Context) => call<Participation>(`${assignmentPath(id)}/participation`, { signal }),
})

export const protocolsQuery = (cohortId: string) => ({
  queryKey: ['protocols', cohortId],
  queryFn: ({ signal }: Context) =>
    call<{ readonly items: Protocol[] }>(`/api/v1/protocols?cohortId=${encodeURIComponent(cohortId)}`, {
      signal,
    }),
})

/** Meetings of a cohort that are still to come and take place, the soonest first. */
export const meetingsAheadQuery = (cohortId: string) => ({
  queryKey: ['meetings', cohortId, 'ahead'],
  queryFn: async ({ signal }: Context): Promise<Meeting[]> => {
    const from = new Date().toISOString()
    const { items } = await call<Page<Meeting>>(`${ofCohort(cohortId)}/meetings?limit=50&from=${from}`, {
      signal,
    })
    return items.filter(({ cancelledAt, startsAt }) => cancelledAt === null && startsAt > from)
  },
})

/** Clips that a cohort can be asked about: those that it can watch now. Two hundred are more than one scrolls through. */
export const clipsHereQuery = (cohortId: string) => ({
  queryKey: ['clips', 'here', cohortId],
  queryFn: async ({ signal }: Context): Promise<Clip[]> => {
    const { items } = await call<Page<Clip>>(
      `/api/v1/clips?limit=200&cohortId=${encodeURIComponent(cohortId)}`,
      { signal },
    )
    return items.filter(({ state }) => state === 'ready' || state === 'watchable')
  },
})

/** What is asked about an assignment that is being written. */
export interface Draft {
  readonly forMeetingId?: string | undefined
  readonly opensAt?: string | undefined
  readonly dueAt?: string | undefined
  readonly clipIds?: readonly string[]
  readonly protocol?: Pick<Protocol, 'key' | 'id'> | undefined
  readonly minutes?: number | undefined
  readonly except?: string
}

/** When it would open and be due, and what to think of. What was shown before stays until that is here. */
export const defaultsQuery = (cohortId: string, draft: Draft) => {
  const query = new URLSearchParams()
  for (const key of ['forMeetingId', 'opensAt', 'dueAt', 'except'] as const) {
    const value = draft[key]
    if (value) query.set(key, value)
  }
  for (const clipId of draft.clipIds ?? []) query.append('clipIds', clipId)
  if (draft.protocol?.key) query.set('protocolKey', draft.protocol.key)
  if (draft.protocol?.id) query.set('protocolId', draft.protocol.id)
  if (draft.minutes) query.set('minutes', String(draft.minutes))
  return {
    queryKey: ['assignment-defaults', cohortId, query.toString()],
    queryFn: ({ signal }: Context) =>
      call<Defaults>(`${ofCohort(cohortId)}/assignments/defaults?${query}`, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  }
}

/** Something was asked, changed or ended: whatever shows assignments looks again. */
export async function assignmentsChanged(client: QueryClient): Promise<void> {
  const keys = ['assignment', 'assignments', 'year', 'meeting', 'pack', 'threads', 'stages']
  await Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] })))
}
