import { useQuery } from '@tanstack/preact-query'
import type { Cut } from '../../../src/clips/cut-schemas.ts'
import { dayInWords } from '../messages/dates.ts'
import { whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { timeCode } from '../player/time-code.ts'
import { retentionQuery } from './cut-queries.ts'
import { otherCuts } from './other-cuts.ts'
import type { Part } from './part.ts'

interface Props {
  readonly clipId: string
  readonly cuts: readonly Cut[]
  readonly recordingMs: number
  readonly isBusy: boolean
  readonly onCut: (part: Part) => void
}

/** How it was cut before, to go back to: the original still stands. */
export function EarlierCuts({ clipId, cuts, recordingMs, isBusy, onCut }: Props) {
  const { data: retention } = useQuery(retentionQuery(clipId))
  const others = otherCuts(cuts)
  // While it is kept beyond its time (on hold, for one), there is no day to name.
  const until = [retention?.originalEndsOn].find((day) => day && Date.parse(day) > Date.now())
  return (
    <section class="cut-earlier" aria-labelledby="cut-earlier">
      <h2 id="cut-earlier">{t('cut.change-again')}</h2>
      <p>{until ? t('cut.until', { day: dayInWords(until) }) : t('cut.until-gone')}</p>
      {others.length > 0 && (
        <ul class="rows">
          {others.map((cut) => (
            <li key={cut.cutNo}>
              <div>
                <p>
                  {cut.inMs === 0 && cut.outMs === recordingMs
                    ? t('cut.whole', { length: timeCode(cut.outMs) })
                    : t('cut.from-to', { start: timeCode(cut.inMs), end: timeCode(cut.outMs) })}
                </p>
                <p class="hint">{whenInWords(cut.madeAt)}</p>
              </div>
              <Button busy={isBusy} onClick={() => onCut({ inMs: cut.inMs, outMs: cut.outMs })}>
                {t('cut.back-to')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
