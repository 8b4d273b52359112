import { useCallback, useEffect, useState } from 'preact/hooks'
import { useLeaving } from '../browser/use-leaving.ts'
import { DraftKeeper } from './draft.ts'

/** Words while they are written in one place. They are kept in the browser, each person's own, until they are sent. */
export function useDraft<Words extends { readonly body: string }>(
  personId: string,
  place: string,
  fresh: () => Words,
) {
  const [keeper] = useState(() => new DraftKeeper<Words>(personId, place))
  const [words, setWords] = useState(fresh)
  /** They are from an earlier visit. */
  const [isRestored, setRestored] = useState(false)
  useEffect(() => {
    void keeper.read().then(([latest]) => {
      if (!latest) return
      setWords((now) => {
        if (now.body !== '') return now
        keeper.adopt(latest)
        setRestored(true)
        return latest.words
      })
    })
  }, [keeper])
  useLeaving(useCallback(() => void keeper.keepNow(), [keeper]))
  return {
    words,
    isRestored,
    change(how: (now: Words) => Words) {
      setWords((now) => {
        const changed = how(now)
        keeper.keep(changed)
        return changed
      })
    },
    /** They were sent: begins with others. */
    begin(next: Words) {
      void keeper.forget(words)
      setRestored(false)
      setWords(next)
    },
  }
}
