import { useState } from 'preact/hooks'
import { say } from './status.tsx'

export interface Act {
  readonly isBusy: boolean
  /** Why the last one did not happen. */
  readonly refusal: unknown
  /** Does one thing at a time. `done` is said when it happened. Answers whether it did. */
  readonly act: (does: () => Promise<unknown>, done?: string) => Promise<boolean>
}

/** For what a press does: one at a time, told when it is done, kept where it is refused. */
export function useAct(): Act {
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<unknown>()
  return {
    isBusy,
    refusal,
    act: async (does, done) => {
      if (isBusy) return false
      setBusy(true)
      setRefusal(undefined)
      try {
        await does()
        if (done) say(done)
        return true
      } catch (error) {
        setRefusal(error)
        return false
      } finally {
        setBusy(false)
      }
    },
  }
}
