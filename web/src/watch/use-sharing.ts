import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { call } from '../api/call.ts'
import { clipQuery, clipsQuery } from '../api/queries.ts'
import { say } from '../parts/status.tsx'

export interface Sharing {
  readonly isBusy: boolean
  readonly refusal: unknown
  readonly share: (cohortId: string, done: string) => Promise<boolean>
  readonly stopSharing: (grantId: string, done: string) => Promise<boolean>
  /** Answers whether it is so now. */
  readonly takeBack: (done: string) => Promise<boolean>
  readonly bringBack: (done: string) => Promise<boolean>
}

/** What an owner decides about who sees a clip. `done` is what is said when it is so. */
export function useSharing(clipId: string): Sharing {
  const client = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<unknown>()
  const path = `/api/v1/clips/${clipId}`
  const act = async (done: string, act: () => Promise<unknown>) => {
    if (isBusy) return false
    setBusy(true)
    setRefusal(undefined)
    try {
      await act()
      say(done)
      return true
    } catch (error) {
      setRefusal(error)
      return false
    } finally {
      // After a refusal, too: then what stands here is out of date.
      await client.invalidateQueries({ queryKey: clipQuery(clipId).queryKey })
      void client.invalidateQueries({ queryKey: clipsQuery.queryKey })
      setBusy(false)
    }
  }
  return {
    isBusy,
    refusal,
    share: (cohortId, done) =>
      act(done, () => call(`${path}/grants`, { method: 'POST', body: { cohortId } })),
    stopSharing: (grantId, done) => act(done, () => call(`${path}/grants/${grantId}`, { method: 'DELETE' })),
    takeBack: (done) => act(done, () => call(`${path}/withdrawal`, { method: 'PUT' })),
    bringBack: (done) => act(done, () => call(`${path}/withdrawal`, { method: 'DELETE' })),
  }
}
