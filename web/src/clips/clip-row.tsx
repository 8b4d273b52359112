import type { Clip } from '../../../src/clips/schemas.ts'
import { durationInWords, percent, whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { timeCode } from '../player/time-code.ts'
import { clipState, isPrivate } from './clip-state.ts'
import { audienceWords, clipSentence } from './clip-words.ts'
import { ownerName } from './owner-name.ts'

/** Instead of a picture. */
const signOf = ({ state, width }: Clip): IconName => {
  if (state === 'failed') return 'warning'
  if (state === 'receiving') return 'upload'
  return (state === 'ready' || state === 'watchable') && width === null ? 'sound' : 'clips'
}

interface Props {
  readonly clip: Clip
  readonly isMine: boolean
  /** By others, and not read yet. */
  readonly newComments: number
}

export function ClipRow({ clip, isMine, newComments }: Props) {
  const state = clipState(clip)
  const sentence = clipSentence(clip)
  return (
    <li class="clip-row">
      <div class="clip-poster">
        {clip.posterUrl ? <img src={clip.posterUrl} alt="" loading="lazy" /> : <Icon name={signOf(clip)} />}
        {clip.durationMs !== null && (
          <span class="clip-length">
            <span aria-hidden="true">{timeCode(clip.durationMs)}</span>
            <span class="visually-hidden">{durationInWords(clip.durationMs)}</span>
          </span>
        )}
      </div>
      <div class="clip-words">
        <h3>
          <a href={`/clips/${clip.id}`}>{clip.title}</a>
        </h3>
        <p class="clip-meta">
          {!isMine && <span>{t('clip.by', { name: ownerName(clip.owner) })}</span>}
          <span>{whenInWords(clip.createdAt)}</span>
          {isMine && state.kind !== 'withdrawn' && state.kind !== 'failed' && (
            <span class="audience">
              <Icon name={isPrivate(clip) ? 'lock' : 'people'} />
              {audienceWords(clip)}
            </span>
          )}
          {newComments > 0 && (
            <span class="audience">
              <Icon name="comment" />
              {t('clip.new', { count: newComments })}
            </span>
          )}
        </p>
        {sentence !== '' && (
          <p class={`clip-sentence ${state.kind}`}>
            {(state.kind === 'failed' || state.kind === 'watchable-only') && <Icon name="warning" />}
            {sentence}
          </p>
        )}
        {state.kind === 'preparing' && (
          <ProgressBar
            fraction={state.fraction}
            label={t('clip.progress', { title: clip.title, percent: percent(state.fraction) })}
          />
        )}
      </div>
    </li>
  )
}
