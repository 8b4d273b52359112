import type { PersonName } from '../../../src/identity/schemas.ts'
import { randomKey } from '../browser/random-key.ts'
import { useDraft } from './use-draft.ts'

interface Reply {
  readonly body: string
  /** Whom one chose to mention in it. */
  readonly mentions?: readonly PersonName[]
  readonly clientKey: string
}

const fresh = (): Reply => ({ body: '', clientKey: randomKey() })

/** An answer in a thread while it is written. */
export function useReply(personId: string, threadId: string) {
  const { words: reply, change, begin } = useDraft(personId, `reply/${threadId}`, fresh)
  return { reply, change, forget: () => begin(fresh()) }
}
