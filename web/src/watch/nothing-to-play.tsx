import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { call } from '../api/call.ts'
import { clipQuery } from '../api/queries.ts'
import { clipState } from '../clips/clip-state.ts'
import { clipSentence } from '../clips/clip-words.ts'
import { stepWords } from '../clips/step-words.ts'
import { percent } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { later } from '../parts/later.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { say } from '../parts/status.tsx'

const RemoveClip = later(async () => (await import('./remove-clip.tsx')).RemoveClip, 'talk')

/** In the place of the player, while there is nothing to play. */
export function NothingToPlay({ clip }: { readonly clip: Clip }) {
  const state = clipState(clip)
  const isFailed = state.kind === 'failed'
  return (
    <div class={isFailed ? 'nothing-to-play failed' : 'nothing-to-play'}>
      {clip.posterUrl && <img src={clip.posterUrl} alt="" />}
      <div class="nothing-words" role="status">
        <Icon name={isFailed ? 'warning' : 'clips'} />
        <p>{clipSentence(clip)}</p>
        {state.kind === 'preparing' && (
          <>
            <ProgressBar
              fraction={state.fraction}
              label={t('clip.progress', { title: clip.title, percent: percent(state.fraction) })}
            />
            {clip.progress && <p class="hint">{stepWords(clip.progress.step)}</p>}
            <p class="hint">{t('clip.leave')}</p>
          </>
        )}
        {(clip.can.retry || clip.can.remove) && (
          <div class="actions">
            <TryAgain clip={clip} />
            <RemoveClip clip={clip} />
          </div>
        )}
      </div>
    </div>
  )
}

export function TryAgain({ clip }: { readonly clip: Clip }) {
  const client = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  if (!clip.can.retry) return null
  const retry = async () => {
    setBusy(true)
    try {
      const retried = await call<Clip>(`/api/v1/clips/${clip.id}/retry`, { method: 'POST' })
      client.setQueryData(clipQuery(clip.id).queryKey, retried)
      say(t('clip.retried'))
    } catch (error) {
      say(problemWords(error))
      void client.invalidateQueries({ queryKey: clipQuery(clip.id).queryKey })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button busy={isBusy} onClick={() => void retry()}>
      {t('again')}
    </Button>
  )
}
