import type { Mirror, Pack } from '../../../src/packs/schemas.ts'
import { call } from '../api/call.ts'

interface Context {
  readonly signal: AbortSignal
}

export const packPath = (assignmentId: string): string =>
  `/api/v1/assignments/${encodeURIComponent(assignmentId)}/pack`

export const packQuery = (assignmentId: string) => ({
  queryKey: ['pack', assignmentId],
  queryFn: ({ signal }: Context) => call<Pack>(packPath(assignmentId), { signal }),
})

export const mirrorQuery = (cohortId: string, assignmentId?: string) => ({
  queryKey: ['mirror', cohortId, assignmentId ?? null],
  queryFn: ({ signal }: Context) =>
    call<Mirror>(
      `/api/v1/cohorts/${cohortId}/mirror${assignmentId === undefined ? '' : `?assignmentId=${assignmentId}`}`,
      { signal },
    ),
})
