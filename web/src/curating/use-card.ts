import type { Exemplar } from '../../../src/exemplars/schemas.ts'
import { useMe } from '../api/me.ts'
import { useDraft } from '../threads/use-draft.ts'
import { type Card, cardOf, changeOf } from './card.ts'

interface Written {
  /** What was written, for it to be known as words that are worth keeping. */
  readonly body: string
  /** What was touched. The rest is as it stands. */
  readonly touched: Partial<Card>
}

const fresh = (): Written => ({ body: '', touched: {} })

/** A card while it is written: kept in this browser until it is saved. */
export function useCard(exemplar: Exemplar) {
  const me = useMe()
  const { words, isRestored, change, begin } = useDraft(me.id, `card/${exemplar.id}`, fresh)
  const was = cardOf(exemplar)
  const card: Card = { ...was, ...words.touched }
  const changed = changeOf(was, card)
  const isChanged = Object.keys(changed).length > 0
  return {
    ...{ card, changed, isChanged, isRestored: isRestored && isChanged },
    change: (touched: Partial<Card>) =>
      change((now) => {
        const next = { ...now.touched, ...touched }
        const isAny = Object.keys(changeOf(was, { ...was, ...next })).length > 0
        return { body: isAny ? JSON.stringify(next) : '', touched: next }
      }),
    /** It was saved, or is not wanted. */
    begin: () => begin(fresh()),
  }
}
