import { problemWords } from '../messages/problem-words.ts'
import { Notice } from './notice.tsx'

/** Why what was pressed did not happen; nothing where it did. */
export function Refusal({ of: refusal, words = problemWords }: RefusalProps) {
  if (refusal === undefined) return null
  return (
    <Notice tone="danger" urgent>
      <p>{words(refusal)}</p>
    </Notice>
  )
}

interface RefusalProps {
  readonly of: unknown
  readonly words?: (refusal: unknown) => string
}
