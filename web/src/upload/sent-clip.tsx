import { useQuery, useQueryClient } from '@tanstack/preact-query'
import type { Clip } from '../../../src/clips/schemas.ts'
import { call } from '../api/call.ts'
import { isNotHere } from '../api/problem.ts'
import { clipQuery } from '../api/queries.ts'
import { clipState, isMoving, isPrivate } from '../clips/clip-state.ts'
import { clipSentence } from '../clips/clip-words.ts'
import { stepWords } from '../clips/step-words.ts'
import { percent } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { say } from '../parts/status.tsx'
import { useAct } from '../parts/use-act.ts'
import { ChooseInstead } from './choose-instead.tsx'
import { wayOnFrom } from './failure-ways.ts'

const lookAgainMs = 4000

interface Props {
  readonly clipId: string
  readonly onDismiss: () => void
}

/** What has become of a clip whose upload arrived. */
export function SentClip({ clipId, onDismiss }: Props) {
  const { data: clip, error } = useQuery({
    ...clipQuery(clipId),
    refetchInterval: ({ state }) =>
      state.error === null && (!state.data || isMoving(state.data)) ? lookAgainMs : false,
  })
  const state = clip && clipState(clip)
  // It was removed, here or elsewhere.
  const isGone = isNotHere(error)
  return (
    <>
      <p class="upload-sentence">
        {isGone
          ? t('problem.not-found')
          : clip && state?.kind !== 'receiving'
            ? clipSentence(clip) || (isPrivate(clip) ? t('clip.ready-unshared') : t('upload.ready'))
            : t('upload.sent')}
      </p>
      {state?.kind === 'preparing' && clip && (
        <>
          <ProgressBar
            fraction={state.fraction}
            label={t('clip.progress', { title: clip.title, percent: percent(state.fraction) })}
          />
          {clip.progress && <p class="hint">{stepWords(clip.progress.step)}</p>}
        </>
      )}
      <div class="actions">
        {clip && !isGone && <WayOnFrom clip={clip} />}
        {clip && !isGone && (
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

/** What helps where it came to nothing, or only to half. */
function WayOnFrom({ clip }: { readonly clip: Clip }) {
  const client = useQueryClient()
  const { isBusy, act } = useAct()
  if (!clip.failure) return null
  const wayOn = wayOnFrom(clip.failure.code)
  if (wayOn !== 'again') return <ChooseInstead wayOn={wayOn} title={clip.title} />
  if (!clip.can.retry) return null
  const retry = () =>
    act(async () => {
      const { queryKey } = clipQuery(clip.id)
      try {
        client.setQueryData(queryKey, await call<Clip>(`/api/v1/clips/${clip.id}/retry`, { method: 'POST' }))
      } catch (error) {
        say(problemWords(error))
        void client.invalidateQueries({ queryKey })
      }
    })
  return (
    <Button busy={isBusy} onClick={() => void retry()}>
      {t('again')}
    </Button>
  )
}
