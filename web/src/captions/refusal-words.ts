import { ApiProblem } from '../api/problem.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'

/** Why captions were not taken; of a file, which line is wrong. */
export function refusalWords(refusal: unknown): string {
  const line = refusal instanceof ApiProblem && refusal.code === 'not-captions' ? refusal.line : undefined
  return line !== undefined && line > 1 ? t('captions.wrong-line', { line }) : problemWords(refusal)
}
