import { useQueryClient } from '@tanstack/preact-query'
import type { Consent } from '../../../src/clips/consent-schemas.ts'
import type { LedgerRow, VerifiedLedger } from '../../../src/clips/ledger-schemas.ts'
import type { Pause } from '../../../src/clips/pause-schemas.ts'
import type { Audience } from '../../../src/clips/sharing-schemas.ts'
import type { Purge, Retention } from '../../../src/retention/schemas.ts'
import { call } from '../api/call.ts'
import { pagedQuery } from '../api/paged.ts'
import { clipQuery, clipsQuery } from '../api/queries.ts'

interface Context {
  readonly signal: AbortSignal
}

const keyOf = (clipId: string, what: string) => ['clip-privacy', clipId, what]
const asked = <Answer>(clipId: string, what: string) => ({
  queryKey: keyOf(clipId, what),
  queryFn: ({ signal }: Context) => call<Answer>(`/api/v1/clips/${clipId}/${what}`, { signal }),
})

export const audienceQuery = (clipId: string) => asked<Audience>(clipId, 'audience')
export const consentQuery = (clipId: string) => asked<Consent>(clipId, 'consent')
export const retentionQuery = (clipId: string) => asked<Retention>(clipId, 'retention')
export const verificationQuery = (clipId: string) => asked<VerifiedLedger>(clipId, 'ledger/verification')
export const watchersQuery = (clipId: string) =>
  pagedQuery<LedgerRow>(keyOf(clipId, 'watchers'), `/api/v1/clips/${clipId}/watchers`, 10)
export const ledgerQuery = (clipId: string) =>
  pagedQuery<LedgerRow>(keyOf(clipId, 'ledger'), `/api/v1/clips/${clipId}/ledger`, 15)
export const pausesQuery = (clipId: string) =>
  pagedQuery<Pause>(keyOf(clipId, 'pauses'), `/api/v1/clips/${clipId}/pauses`)

/** How far a purge of one's own clip is; beyond reach where there was none. */
export const purgeQuery = (clipId: string) => ({
  queryKey: keyOf(clipId, 'purge'),
  queryFn: ({ signal }: Context) => call<Purge>(`/api/v1/purges/${encodeURIComponent(clipId)}`, { signal }),
})

type Change = (path: string, method: 'PUT' | 'POST' | 'DELETE', body?: object) => Promise<void>

/** Changes something about a clip, below its address; what stands on the page is then asked anew. */
export function useChange(clipId: string): Change {
  const client = useQueryClient()
  return async (path, method, body) => {
    try {
      await call(`/api/v1/clips/${clipId}/${path}`, { method, ...(body && { body }) })
    } finally {
      // After a refusal, too: then what stands here is out of date.
      await client.invalidateQueries({ queryKey: clipQuery(clipId).queryKey })
      for (const queryKey of [
        ['clip-privacy', clipId],
        ['sharing', clipId],
        ['my-clips'],
        ['exemplars'],
        clipsQuery.queryKey,
      ]) {
        void client.invalidateQueries({ queryKey })
      }
    }
  }
}
