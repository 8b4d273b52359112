import { useQuery } from '@tanstack/preact-query'
import { clipQuery } from '../api/queries.ts'
import { clipState, isMoving } from '../clips/clip-state.ts'
import { clipSentence } from '../clips/clip-words.ts'
import { percent } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'

const lookAgainMs = 4000

interface Props {
  readonly clipId: string
  readonly onDismiss: () => void
}

/** What has become of a clip whose upload arrived. */
export function SentClip({ clipId, onDismiss }: Props) {
  const { data: clip } = useQuery({
    ...clipQuery(clipId),
    refetchInterval: ({ state }) => (!state.data || isMoving(state.data) ? lookAgainMs : false),
  })
  const state = clip && clipState(clip)
  return (
    <>
      <p class="upload-sentence">
        {clip && state?.kind !== 'receiving'
          ? clipSentence(clip) || t('clip.ready-unshared')
          : t('upload.sent')}
      </p>
      {state?.kind === 'preparing' && clip && (
        <ProgressBar
          fraction={state.fraction}
          label={t('clip.progress', { title: clip.title, percent: percent(state.fraction) })}
        />
      )}
      <div class="actions">
        {clip && (
          <a class="button plain" href={`/clips/${clipId}`}>
            <span>{clip.can.play ? t('upload.watch') : t('upload.see')}</span>
          </a>
        )}
        <Button look="quiet" onClick={onDismiss}>
          {t('upload.dismiss')}
        </Button>
      </div>
    </>
  )
}
