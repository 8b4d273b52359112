import type { Clip } from '../../../src/clips/schemas.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { partInWords } from './cut-words.ts'
import { FilmMarks } from './film-marks.tsx'
import type { Hidden } from './hidden.ts'
import { endAt, type Part, startAt } from './part.ts'
import { StoryboardFilm } from './storyboard-film.tsx'
import { TalkBeside } from './talk-beside.tsx'
import { TimeField } from './time-field.tsx'
import { TrimStrip } from './trim-strip.tsx'
import type { Stills } from './use-stills.ts'

interface Props {
  readonly clip: Clip
  readonly part: Part
  /** What of the recording the clip is now. */
  readonly standing: Part
  readonly recordingMs: number
  /** Where one looks on the recording; undefined where nothing can be played. */
  readonly atMs: number | undefined
  readonly stills: Stills
  readonly hidden: readonly Hidden[]
  readonly onPart: (part: Part) => void
  readonly onLook: (ms: number) => void
}

/** Which part of the recording is kept: dragged, stepped or typed, and said in words. */
export function TrimPart(props: Props) {
  const { clip, part, standing, recordingMs, atMs, stills, hidden, onPart, onLook } = props
  return (
    <>
      <TrimStrip
        part={part}
        lengthMs={recordingMs}
        atMs={atMs}
        onPart={onPart}
        onSettled={(edge, { inMs, outMs }) => onLook(edge === 'start' ? inMs : outMs)}
        onPoint={onLook}
      >
        <StoryboardFilm stills={stills} shown={standing} lengthMs={recordingMs} />
        <FilmMarks hidden={hidden} lengthMs={recordingMs} />
      </TrimStrip>
      <div class="cut-edges">
        <div class="cut-edge">
          <TimeField
            id="cut-start"
            label={t('cut.start-field')}
            ms={part.inMs}
            lengthMs={recordingMs}
            onTime={(ms) => onPart(startAt(part, ms, recordingMs))}
          />
          {atMs !== undefined && (
            <Button onClick={() => onPart(startAt(part, atMs, recordingMs))}>{t('cut.start-here')}</Button>
          )}
        </div>
        <div class="cut-edge">
          <TimeField
            id="cut-end"
            label={t('cut.end-field')}
            ms={part.outMs}
            lengthMs={recordingMs}
            onTime={(ms) => onPart(endAt(part, ms, recordingMs))}
          />
          {atMs !== undefined && (
            <Button onClick={() => onPart(endAt(part, atMs, recordingMs))}>{t('cut.end-here')}</Button>
          )}
        </div>
      </div>
      <div class="cut-words" role="status">
        {partInWords(part, recordingMs).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <TalkBeside clip={clip} part={part} standing={standing} />
      </div>
    </>
  )
}
