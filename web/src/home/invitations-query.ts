import type { OwnInvitation } from '../../../src/cohorts/invitation-schemas.ts'
import { call } from '../api/call.ts'
import type { Page } from '../api/paged.ts'

/** What I am invited to, and have not answered. */
export const ownInvitationsQuery = {
  queryKey: ['own-invitations'],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    call<Page<OwnInvitation>>('/api/v1/me/invitations', { signal }),
}
