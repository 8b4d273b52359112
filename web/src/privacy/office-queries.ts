import { useQueryClient } from '@tanstack/preact-query'
import type { OpenPause, PrivacyClip } from '../../../src/clips/pause-schemas.ts'
import type { PrivacyAct } from '../../../src/identity/privacy-act-schemas.ts'
import type { Hold, Purge } from '../../../src/retention/schemas.ts'
import { call } from '../api/call.ts'
import { pagedQuery } from '../api/paged.ts'

const base = '/api/v1/privacy'
const of = (clipId: string | undefined): string => (clipId === undefined ? '' : `?clipId=${clipId}`)
const key = (what: string, clipId: string | undefined) => ['office', what, clipId ?? 'all']

/** Of one clip, or of all. */
export const openPausesQuery = (clipId?: string) =>
  pagedQuery<OpenPause>(key('pauses', clipId), `${base}/pauses${of(clipId)}`)
export const holdsQuery = (clipId?: string) =>
  pagedQuery<Hold>(key('holds', clipId), `${base}/holds${of(clipId)}`)
export const actsQuery = (clipId?: string) =>
  pagedQuery<PrivacyAct>(
    key('acts', clipId),
    `${base}/acts${clipId === undefined ? '?by=me' : of(clipId)}`,
    10,
  )
export const orderedPurgesQuery = pagedQuery<Purge>(key('purges', undefined), `${base}/purges`)

export const officeClipQuery = (clipId: string) => ({
  queryKey: key('clip', clipId),
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    call<PrivacyClip>(`${base}/clips/${encodeURIComponent(clipId)}`, { signal }),
})

type Act = (path: string, method: 'PUT' | 'POST' | 'DELETE', body?: object) => Promise<void>

/** Does something in the office; all that stands on its pages is then asked anew. */
export function useOfficeAct(): Act {
  const client = useQueryClient()
  return async (path, method, body) => {
    try {
      await call(`${base}/${path}`, { method, ...(body && { body }) })
    } finally {
      // After a refusal, too: then what stands here is out of date.
      await client.invalidateQueries({ queryKey: ['office'] })
    }
  }
}
