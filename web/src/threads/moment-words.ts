import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { timeCode } from '../player/time-code.ts'
import type { Moment } from './moment.ts'

/** `offClip` where the moment was cut away. */
type Placed = Moment & { readonly offClip?: boolean }

/** “1:23”, “1:23–1:40”, “Whole clip” or “Cut away”. */
export function momentCode({ startMs, endMs, offClip }: Placed): string {
  if (offClip) return t('moment.off')
  if (startMs === null) return t('moment.clip')
  if (endMs === null) return timeCode(startMs)
  const [start, end] = [timeCode(startMs), timeCode(endMs)]
  // Within one second the whole seconds would say that it lasts no time at all.
  return start === end
    ? `${timeCode(startMs, { tenths: true })}–${timeCode(endMs, { tenths: true })}`
    : `${start}–${end}`
}

/** The same to be read out: “at 1 minute 23 seconds”. */
export function momentInWords({ startMs, endMs, offClip }: Placed): string {
  if (offClip) return t('moment.off-aloud')
  if (startMs === null) return t('moment.clip-aloud')
  const start = durationInWords(startMs)
  return endMs === null
    ? t('moment.at-aloud', { start })
    : t('moment.range-aloud', { start, end: durationInWords(endMs) })
}
