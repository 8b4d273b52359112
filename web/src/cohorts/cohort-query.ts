import type { Invitation } from '../../../src/cohorts/invitation-schemas.ts'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import { call } from '../api/call.ts'
import { pagedQuery } from '../api/paged.ts'
import { cohortsQuery } from '../api/queries.ts'

/** One of mine. It goes stale together with the list of them. */
export const cohortQuery = (cohortId: string) => ({
  queryKey: [...cohortsQuery.queryKey, cohortId],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    call<Cohort>(`/api/v1/cohorts/${encodeURIComponent(cohortId)}`, { signal }),
})

/** Whom it invites; for its facilitators. */
export const invitationsQuery = (cohortId: string) =>
  pagedQuery<Invitation>(['invitations', cohortId], `/api/v1/cohorts/${cohortId}/invitations`, 50)
