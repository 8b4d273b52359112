import { useState } from 'preact/hooks'
import { timeCode } from './time-code.ts'

interface Typed {
  readonly over: string
  readonly text: string
  readonly error?: string | undefined
}

/**
 * What is typed over a time, and what is wrong with it. A time that becomes another one is shown in its place: while drawing,
 * since an effect comes after it, when one may be typing already.
 */
export function useTypedTime(ms: number) {
  const over = timeCode(ms, { tenths: true })
  const shown: Typed = { over, text: over }
  const [typed, setTyped] = useState(shown)
  if (typed.over !== over) setTyped(shown)
  const { text, error } = typed.over === over ? typed : shown
  return {
    text,
    error,
    /** What is shown is rounded: leaving it as it is must not move it. */
    isShown: text === over,
    type: (words: string) => setTyped({ over, text: words, error }),
    complain: (about: string) => setTyped({ over, text, error: about }),
    /** Back to the time as it is. */
    show: () => setTyped(shown),
  }
}
