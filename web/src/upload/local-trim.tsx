import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { partInWords } from '../cut/cut-words.ts'
import { endAt, isWhole, type Part, startAt } from '../cut/part.ts'
import { TimeField } from '../cut/time-field.tsx'
import { TrimStrip } from '../cut/trim-strip.tsx'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { FileFilm } from './file-film.tsx'

interface Props {
  readonly file: File
  readonly durationMs: number
  readonly part: Part | undefined
  /** Undefined: all of it. */
  readonly onPart: (part: Part | undefined) => void
  readonly onClose: () => void
}

/** Which part of a file is to be sent. The rest never leaves this device. */
export function LocalTrim({ file, durationMs, part, onPart, onClose }: Props) {
  const lengthMs = Math.floor(durationMs)
  const kept = part ?? { inMs: 0, outMs: lengthMs }
  const video = useRef<HTMLVideoElement>(null)
  const [atMs, setAt] = useState(0)
  const url = useObjectUrl(file)
  const choose = (next: Part) => onPart(isWhole(next, lengthMs) ? undefined : next)
  const look = (ms: number) => {
    if (video.current) video.current.currentTime = ms / 1000
  }
  return (
    <fieldset class="cut">
      <legend>{t('upload.keep-part-title')}</legend>
      <div class="cut-screen">
        {/* biome-ignore lint/a11y/useMediaCaption: recordings have no captions yet. */}
        <video
          ref={video}
          src={url}
          controls
          playsInline
          preload="metadata"
          onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime * 1000)}
        />
      </div>
      <TrimStrip
        part={kept}
        lengthMs={lengthMs}
        atMs={atMs}
        onPart={choose}
        onSettled={(edge, { inMs, outMs }) => look(edge === 'start' ? inMs : outMs)}
        onPoint={look}
      >
        <FileFilm url={url} lengthMs={lengthMs} />
      </TrimStrip>
      <div class="cut-edges">
        <div class="cut-edge">
          <TimeField
            id={`start-${file.size}`}
            label={t('cut.start-field')}
            ms={kept.inMs}
            lengthMs={lengthMs}
            onTime={(ms) => choose(startAt(kept, ms, lengthMs))}
          />
          <Button onClick={() => choose(startAt(kept, atMs, lengthMs))}>{t('cut.start-here')}</Button>
        </div>
        <div class="cut-edge">
          <TimeField
            id={`end-${file.size}`}
            label={t('cut.end-field')}
            ms={kept.outMs}
            lengthMs={lengthMs}
            onTime={(ms) => choose(endAt(kept, ms, lengthMs))}
          />
          <Button onClick={() => choose(endAt(kept, atMs, lengthMs))}>{t('cut.end-here')}</Button>
        </div>
      </div>
      <div role="status">
        {partInWords(kept, lengthMs).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <p class="hint">{t('upload.keep-part-words')}</p>
      <div>
        <Button
          onClick={() => {
            onPart(undefined)
            onClose()
          }}
        >
          {t('cut.use-all')}
        </Button>
      </div>
    </fieldset>
  )
}

function useObjectUrl(file: File): string {
  const url = useMemo(() => URL.createObjectURL(file), [file])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return url
}
