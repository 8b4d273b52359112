import { createElement, type FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { type Area, learn, t } from '../messages/messages.ts'
import { say } from './status.tsx'
import { Trouble } from './trouble.tsx'

/**
 * A part that is fetched, with its words, when it is first shown: who never asks for it need not wait for it. What has an
 * `onClose` is closed where that cannot be; anything else says so in its place.
 */
export function later<Props extends object>(
  fetchIt: () => Promise<FunctionComponent<Props>>,
  ...words: readonly Area[]
): FunctionComponent<Props> & { readonly preload: () => Promise<void> } {
  let known: FunctionComponent<Props> | undefined
  const preload = async () => {
    const [component] = await Promise.all([fetchIt(), learn(...words)])
    known = component
  }
  function Later(props: Props) {
    const [error, setError] = useState<unknown>()
    const [round, setRound] = useState(0)
    const shown = known
    useEffect(() => {
      // Not whether it is known by now: it may have come since this was drawn, and nothing else draws it.
      if (shown) return
      preload().then(
        () => setRound(-1),
        (refusal) => {
          const { onClose } = props as { readonly onClose?: () => void }
          if (!onClose) return setError(refusal)
          say(t('problem.unreachable'))
          onClose()
        },
      )
    }, [round])
    if (shown) return createElement(shown, props)
    const again = () => {
      setError(undefined)
      setRound(round + 1)
    }
    return error === undefined ? null : <Trouble error={error} onRetry={again} />
  }
  return Object.assign(Later, { preload })
}
