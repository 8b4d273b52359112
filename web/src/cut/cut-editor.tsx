import { useCallback, useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import type { MediaTrouble } from '../player/attach-media.ts'
import { Player } from '../player/player.ts'
import { usePlayback } from '../watch/use-playback.ts'
import { CutPlayer } from './cut-player.tsx'
import { partInWords } from './cut-words.ts'
import { OwnClipButton } from './own-clip-button.tsx'
import { endAt, isSame, isWhole, type Part, startAt } from './part.ts'
import { StoryboardFilm } from './storyboard-film.tsx'
import { TalkBeside } from './talk-beside.tsx'
import { TimeField } from './time-field.tsx'
import { TrimStrip } from './trim-strip.tsx'

interface Props {
  readonly clip: Clip
  /** What of the recording the clip is now. */
  readonly standing: Part
  readonly recordingMs: number
  readonly refusal: unknown
  readonly isBusy: boolean
  readonly onCut: (part: Part) => void
  readonly onTrouble: () => unknown
}

/** Which part of the recording the clip is to be: seen, dragged, stepped or typed, and said in words before it is done. */
export function CutEditor({ clip, standing, recordingMs, refusal, isBusy, onCut, onTrouble }: Props) {
  const [part, setPart] = useState(standing)
  const [player] = useState(() => new Player())
  const playback = usePlayback(clip, clip.can.play, player)
  const { renew } = playback
  const trouble = useCallback(
    (what: MediaTrouble) => {
      if (what === 'ended') void renew()
      void onTrouble()
    },
    [onTrouble, renew],
  )
  // The player knows the clip as it is; all that is said here is said of the whole recording.
  const atMs = player.timeMs.value + standing.inMs
  const look = (ms: number) => {
    if (ms >= standing.inMs && ms <= standing.outMs) player.seek(ms - standing.inMs)
  }
  const isUnchanged = isSame(part, standing)
  return (
    <div class="cut">
      {clip.can.play && playback.isPending && <Loading />}
      {clip.can.play && playback.error && !playback.data && (
        <Trouble error={playback.error} onRetry={() => void playback.refetch()} />
      )}
      {playback.data && (
        <CutPlayer
          clip={clip}
          playback={playback.data}
          player={player}
          offsetMs={standing.inMs}
          onTrouble={trouble}
        />
      )}
      <TrimStrip
        part={part}
        lengthMs={recordingMs}
        atMs={playback.data && atMs}
        onPart={setPart}
        onSettled={(edge, { inMs, outMs }) => look(edge === 'start' ? inMs : outMs)}
        onPoint={look}
      >
        <StoryboardFilm
          storyboardUrl={playback.data?.storyboardUrl ?? null}
          shown={standing}
          lengthMs={recordingMs}
        />
      </TrimStrip>
      <div class="cut-edges">
        <div class="cut-edge">
          <TimeField
            id="cut-start"
            label={t('cut.start-field')}
            ms={part.inMs}
            lengthMs={recordingMs}
            onTime={(ms) => setPart(startAt(part, ms, recordingMs))}
          />
          {playback.data && (
            <Button onClick={() => setPart(startAt(part, atMs, recordingMs))}>{t('cut.start-here')}</Button>
          )}
        </div>
        <div class="cut-edge">
          <TimeField
            id="cut-end"
            label={t('cut.end-field')}
            ms={part.outMs}
            lengthMs={recordingMs}
            onTime={(ms) => setPart(endAt(part, ms, recordingMs))}
          />
          {playback.data && (
            <Button onClick={() => setPart(endAt(part, atMs, recordingMs))}>{t('cut.end-here')}</Button>
          )}
        </div>
      </div>
      <div class="cut-words" role="status">
        {partInWords(part, recordingMs).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <TalkBeside clip={clip} part={part} standing={standing} />
      </div>
      {refusal !== undefined && (
        <Notice tone="danger" urgent>
          <p>{problemWords(refusal)}</p>
        </Notice>
      )}
      {!isUnchanged && <p class="hint">{t('cut.meanwhile')}</p>}
      <div class="actions">
        <Button
          look="primary"
          busy={isBusy}
          aria-disabled={isUnchanged ? 'true' : undefined}
          onClick={() => !isUnchanged && onCut(part)}
        >
          {t('cut.action')}
        </Button>
        {!isWhole(part, recordingMs) && (
          <Button onClick={() => setPart({ inMs: 0, outMs: recordingMs })}>{t('cut.use-all')}</Button>
        )}
        {!isUnchanged && (
          <Button look="quiet" onClick={() => setPart(standing)}>
            {t('cut.as-it-is')}
          </Button>
        )}
        {clip.can.play && clip.state !== 'withdrawn' && <OwnClipButton clip={clip} part={part} />}
      </div>
    </div>
  )
}
