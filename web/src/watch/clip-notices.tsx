import type { Clip } from '../../../src/clips/schemas.ts'
import { clipState, isPrivate } from '../clips/clip-state.ts'
import { clipSentence } from '../clips/clip-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { later } from '../parts/later.tsx'
import { Notice } from '../parts/notice.tsx'

const TryAgain = later(async () => (await import('./nothing-to-play.tsx')).TryAgain, 'upload')

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
