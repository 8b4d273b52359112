import type { Assignment } from '../../../src/assignments/schemas.ts'
import { call } from '../api/call.ts'

export type { Assignment, Stage } from '../../../src/assignments/schemas.ts'

/** What runs on a clip now, in the reader's cohorts. */
export const stagesQuery = (clipId: string) => ({
  queryKey: ['stages', clipId],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    call<{ items: Assignment[] }>(`/api/v1/clips/${clipId}/assignments`, { signal }),
})
