import { useComputed } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { useId } from 'preact/hooks'
import type { CaptionsList, Cue } from '../../../src/captions/schemas.ts'
import type { Clip } from '../../../src/clips/schemas.ts'
import { durationInWords } from '../messages/in-words.ts'
import { language, t } from '../messages/messages.ts'
import { IconButton } from '../parts/button.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { timeCode } from '../player/time-code.ts'
import { pauseToWrite } from '../threads/begin-writing.ts'
import { useWatching } from '../threads/watching.ts'
import { linesQuery } from './captions-query.ts'
import { languageName } from './language-name.ts'

interface Props {
  readonly clip: Clip
  readonly captions: CaptionsList['items']
  /** Whether the viewer may write about it. */
  readonly canComment: boolean
}

/** What is said in the clip, line by line: each leads to its moment. */
export function Transcript({ clip, captions, canComment }: Props) {
  const { player } = useWatching()
  const id = useId()
  const chosen = captions.find((each) => each.language === player.captionLanguage.value) ?? captions[0]
  if (!chosen) return null
  return (
    <section class="transcript" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} class="visually-hidden">
        {t('transcript.title')}
      </h2>
      {captions.length > 1 && (
        <div class="field">
          <label for={id}>{t('transcript.language')}</label>
          <select
            id={id}
            value={chosen.language}
            onChange={({ currentTarget }) => {
              player.captionLanguage.value = currentTarget.value
            }}
          >
            {captions.map((each) => (
              <option key={each.language} value={each.language}>
                {languageName(each.language)}
              </option>
            ))}
          </select>
        </div>
      )}
      {chosen.source === 'machine' && <p class="hint">{t('transcript.machine')}</p>}
      <Lines key={chosen.url} clip={clip} captions={chosen} canComment={canComment} />
    </section>
  )
}

interface LinesProps extends Omit<Props, 'captions'> {
  readonly captions: CaptionsList['items'][number]
}

function Lines({ clip, captions, canComment }: LinesProps) {
  const watching = useWatching()
  const { player, composer } = watching
  const { data, error, refetch } = useQuery(linesQuery(captions, clip.cutNo))
  const current = useComputed(() => {
    const now = player.timeMs.value
    return data?.findLastIndex(({ startMs, endMs }) => startMs <= now && now < endMs) ?? -1
  }).value
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />
  if (!data) return <Loading />
  if (data.length === 0) return <p class="empty">{t('transcript.none')}</p>
  const write = ({ startMs }: Cue) => {
    pauseToWrite(watching)
    player.seek(startMs)
    composer.open(startMs, clip.durationMs ?? 0)
    document.getElementById('composer-words')?.focus()
  }
  return (
    <ol class="lines" lang={captions.language}>
      {data.map((cue, at) => (
        <li key={`${cue.startMs}-${at}`}>
          <button
            type="button"
            class="line"
            aria-current={at === current ? 'true' : undefined}
            onClick={() => player.seek(cue.startMs)}
          >
            <span class="line-time" aria-hidden="true">
              {timeCode(cue.startMs)}
            </span>
            <span>{cue.text}</span>
          </button>
          {canComment && (
            <IconButton
              icon="comment"
              lang={language()}
              label={t('transcript.comment', { time: durationInWords(cue.startMs) })}
              onClick={() => write(cue)}
            />
          )}
        </li>
      ))}
    </ol>
  )
}
