import { useQueryClient } from '@tanstack/preact-query'
import type { AttestConsent } from '../../../src/clips/consent-schemas.ts'
import type { ShareClip } from '../../../src/clips/schemas.ts'
import { call } from '../api/call.ts'
import { clipQuery, clipsQuery } from '../api/queries.ts'
import { useAct } from '../parts/use-act.ts'

export interface Sharing {
  readonly isBusy: boolean
  readonly refusal: unknown
  /** Says first that those in the clip agree, where that is given. */
  readonly share: (terms: ShareClip, done: string, consent?: AttestConsent) => Promise<boolean>
  /** Lets somebody watch who takes part in the owner's evaluation. */
  readonly letIn: (grantId: string, personId: string, done: string) => Promise<boolean>
  readonly stopSharing: (grantId: string, done: string) => Promise<boolean>
  /** Answers whether it is so now. */
  readonly takeBack: (done: string) => Promise<boolean>
  readonly bringBack: (done: string) => Promise<boolean>
}

/** What an owner decides about who sees a clip. `done` is what is said when it is so. */
export function useSharing(clipId: string): Sharing {
  const client = useQueryClient()
  const { isBusy, refusal, act: actOnce } = useAct()
  const path = `/api/v1/clips/${clipId}`
  const act = (done: string, does: () => Promise<unknown>) =>
    actOnce(async () => {
      try {
        await does()
      } finally {
        // After a refusal, too: then what stands here is out of date.
        await client.invalidateQueries({ queryKey: clipQuery(clipId).queryKey })
        void client.invalidateQueries({ queryKey: clipsQuery.queryKey })
        void client.invalidateQueries({ queryKey: ['sharing', clipId] })
      }
    }, done)
  return {
    isBusy,
    refusal,
    share: (terms, done, consent) =>
      act(done, async () => {
        if (consent) await call(`${path}/consent`, { method: 'PUT', body: consent })
        await call(`${path}/grants`, { method: 'POST', body: terms })
      }),
    letIn: (grantId, personId, done) =>
      act(done, () => call(`${path}/grants/${grantId}/acknowledgements/${personId}`, { method: 'PUT' })),
    stopSharing: (grantId, done) => act(done, () => call(`${path}/grants/${grantId}`, { method: 'DELETE' })),
    takeBack: (done) => act(done, () => call(`${path}/withdrawal`, { method: 'PUT' })),
    bringBack: (done) => act(done, () => call(`${path}/withdrawal`, { method: 'DELETE' })),
  }
}
