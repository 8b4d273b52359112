import { problemWords } from '../messages/problem-words.ts'
import { Notice } from '../parts/notice.tsx'

/** Why the last press came to nothing, if it did. */
export const Refused = ({ refusal }: { readonly refusal: unknown }) =>
  refusal === undefined ? null : (
    <Notice tone="danger" urgent>
      <p>{problemWords(refusal)}</p>
    </Notice>
  )
