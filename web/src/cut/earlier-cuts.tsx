import { useQuery } from '@tanstack/preact-query'
import type { Cut, CutPage, SetCut } from '../../../src/clips/cut-schemas.ts'
import { dayInWords } from '../messages/dates.ts'
import { listInWords, whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { Button } from '../parts/button.tsx'
import { timeCode } from '../player/time-code.ts'
import { retentionQuery } from './cut-queries.ts'
import { cutRequest, hidesNoLess } from './hidden.ts'
import { hiddenInWords } from './hidden-words.ts'
import { otherCuts } from './other-cuts.ts'

interface Props {
  readonly clipId: string
  readonly cuts: readonly Cut[]
  readonly recordingMs: number
  readonly original: CutPage['original']
  readonly isBusy: boolean
  /** Says `done` once it is taken. */
  readonly onCut: (cut: SetCut, done: string) => void
  /** The same, for who says themselves what came of it. */
  readonly sendCut: (cut: SetCut) => Promise<unknown>
}

/** How it was cut before, what that hid, and what became of the recording: to go back to while it still stands. */
export function EarlierCuts({ clipId, cuts, recordingMs, original, isBusy, onCut, sendCut }: Props) {
  const { data: retention } = useQuery(retentionQuery(clipId))
  const others = otherCuts(cuts)
  const standing = cuts.find(({ isCurrent }) => isCurrent)
  // While it is kept beyond its time (on hold, for one), there is no day to name.
  const until = [retention?.originalEndsOn].find((day) => day && Date.parse(day) > Date.now())
  const isKept = original === 'kept' || original === 'sealed'
  // What became of it is said above.
  const became = original === 'kept' || original === 'gone' ? undefined : originalWords[original]
  if (original === 'gone' && others.length === 0) return null
  return (
    <section class="cut-earlier" aria-labelledby="cut-earlier">
      <h2 id="cut-earlier">{isKept ? t('cut.change-again') : t('hide.earlier')}</h2>
      {isKept && <p>{until ? t('cut.until', { day: dayInWords(until) }) : t('cut.until-gone')}</p>}
      {became && <p>{t(became)}</p>}
      {others.length > 0 && (
        <ul class="rows">
          {others.map((cut) => (
            <li key={cut.cutNo}>
              <div>
                <p>{cutInWords(cut, recordingMs)}</p>
                {cut.redactions.length > 0 && (
                  <p class="hint">
                    {t('hide.hid', { what: listInWords(cut.redactions.map(hiddenInWords)) })}
                  </p>
                )}
                <p class="hint">{whenInWords(cut.madeAt)}</p>
              </div>
              {original !== 'gone' &&
                (standing && !hidesNoLess(cut.redactions, standing.redactions) ? (
                  <AskFirst
                    label={t('cut.back-to')}
                    of={cutInWords(cut, recordingMs)}
                    title={t('hide.ask-back')}
                    words={[t('hide.ask-back-words')]}
                    action={t('cut.back-to')}
                    does={() => sendCut(cutRequest(cut, cut.redactions, 'seal', recordingMs))}
                    done={t('cut.begun')}
                  />
                ) : (
                  <Button
                    busy={isBusy}
                    onClick={() =>
                      onCut(cutRequest(cut, cut.redactions, 'seal', recordingMs), t('cut.begun'))
                    }
                  >
                    {t('cut.back-to')}
                  </Button>
                ))}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const originalWords = {
  sealed: 'hide.is-sealed',
  'to-be-destroyed': 'hide.to-be-destroyed',
} as const

const cutInWords = ({ inMs, outMs }: Cut, recordingMs: number): string =>
  inMs === 0 && outMs === recordingMs
    ? t('cut.whole', { length: timeCode(outMs) })
    : t('cut.from-to', { start: timeCode(inMs), end: timeCode(outMs) })
