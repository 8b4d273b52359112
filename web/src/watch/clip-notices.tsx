import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { call } from '../api/call.ts'
import { clipQuery } from '../api/queries.ts'
import { clipState, isPrivate } from '../clips/clip-state.ts'
import { clipSentence } from '../clips/clip-words.ts'
import { percent } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { later } from '../parts/later.tsx'
import { Notice } from '../parts/notice.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { say } from '../parts/status.tsx'

const RemoveClip = later(async () => (await import('./remove-clip.tsx')).RemoveClip, 'talk')

interface Props {
  readonly clip: Clip
  readonly isOwner: boolean
  readonly onShare: () => void
}

/** What is to be said above a clip that plays. Nothing, mostly. */
export function ClipNotices({ clip, isOwner, onShare }: Props) {
  const state = clipState(clip)
  const sentence = clipSentence(clip)
  if (state.kind === 'withdrawn') {
    return (
      <Notice icon="lock" actions={<Button onClick={onShare}>{t('sharing.bring-back-ask')}</Button>}>
        <p>{sentence}</p>
      </Notice>
    )
  }
  if (state.kind === 'paused') {
    return (
      <Notice tone="warn">
        <p>{sentence}</p>
      </Notice>
    )
  }
  return (
    <>
      {isOwner && state.kind === 'watchable' && <p class="clip-sentence watchable">{sentence}</p>}
      {isOwner && state.kind === 'watchable-only' && (
        <Notice tone="warn" actions={<TryAgain clip={clip} />}>
          <p>{sentence}</p>
        </Notice>
      )}
      {isOwner && isPrivate(clip) && (
        <Notice
          icon="lock"
          actions={
            <Button look="primary" onClick={onShare}>
              {t('sharing.choose')}
            </Button>
          }
        >
          <p>{t('clip.ready-unshared')}</p>
        </Notice>
      )}
    </>
  )
}

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

function TryAgain({ clip }: { readonly clip: Clip }) {
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
