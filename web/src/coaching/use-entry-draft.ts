import { useMe } from '../api/me.ts'
import { randomKey } from '../browser/random-key.ts'
import { useDraft } from '../threads/use-draft.ts'
import type { Kind } from './coaching-queries.ts'

export interface EntryDraft {
  readonly kind: Kind
  readonly body: string
  readonly clipId: string
  readonly clientKey: string
}

const fresh = (kind: Kind): EntryDraft => ({ kind, body: '', clipId: '', clientKey: randomKey() })

/** An entry while it is written. */
export function useEntryDraft(cohortId: string) {
  const me = useMe()
  const { words, isRestored, change, begin } = useDraft(me.id, `coaching/${cohortId}`, () => fresh('plan'))
  return {
    ...{ draft: words, isRestored },
    change: (changed: Partial<EntryDraft>) => change((now) => ({ ...now, ...changed })),
    /** It was sent: what comes next is of the same kind. */
    begin: () => begin(fresh(words.kind)),
  }
}
