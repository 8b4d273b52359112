import type { Organisation } from '../../../src/identity/administration-schemas.ts'
import { call } from './call.ts'

/** What is settled in the reader's organisation. Everybody in it may know. */
export const organisationQuery = {
  queryKey: ['organisation'],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    call<Organisation>('/api/v1/organisation', { signal }),
}
