import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { isWhole, type Part } from './part.ts'

/** What is kept, and what of the recording is cut away. Each sentence is a whole one. */
export function partInWords({ inMs, outMs }: Part, lengthMs: number): string[] {
  const kept = t('cut.kept', { length: durationInWords(outMs - inMs) })
  if (isWhole({ inMs, outMs }, lengthMs)) return [kept, t('cut.nothing-away')]
  const [before, after] = [inMs, lengthMs - outMs].map((ms) => (ms >= 1000 ? durationInWords(ms) : ''))
  if (before && after) return [kept, t('cut.away-both', { before, after })]
  if (before) return [kept, t('cut.away-before', { before })]
  if (after) return [kept, t('cut.away-after', { after })]
  return [kept, t('cut.away-little')]
}
