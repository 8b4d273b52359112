import { useComputed } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { copyText } from '../browser/copy-text.ts'
import { watchLink } from '../clips/watch-link.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { say } from '../parts/status.tsx'
import { timeCode } from '../player/time-code.ts'
import { ComposerForm } from './composer-form.tsx'
import { useWatching } from './watching.ts'

type Grants = Clip['grants']

/** The way into writing at the time the clip is at, or the writing itself. `places`: cohorts one may comment in. */
export function ComposerPanel({ clip, places }: { readonly clip: Clip; readonly places: Grants }) {
  const { composer, player } = useWatching()
  // What was typed in the last moment is not lost with the page.
  useEffect(() => {
    const keepNow = () => composer.keepNow()
    addEventListener('pagehide', keepNow)
    return () => {
      removeEventListener('pagehide', keepNow)
      keepNow()
    }
  }, [composer])

  if (places.length === 0) return null
  if (composer.isOpen.value) return <ComposerForm durationMs={clip.durationMs ?? 0} places={places} />
  return (
    <div class="composer-closed">
      <Button
        id="compose"
        look="primary"
        icon="comment"
        onClick={() => {
          player.pause()
          composer.open(player.timeMs.value, clip.durationMs ?? 0)
        }}
      >
        {composer.hasWords ? t('composer.go-on') : <CommentAt />}
      </Button>
      <Button icon="link" onClick={() => void copyMoment(clip.id, player.timeMs.value)}>
        {t('link.copy')}
      </Button>
    </div>
  )
}

/** Drawn anew once a second, not with every frame. */
function CommentAt() {
  const { player } = useWatching()
  const time = useComputed(() => timeCode(player.timeMs.value)).value
  return <>{t('composer.open', { time })}</>
}

async function copyMoment(clipId: string, atMs: number): Promise<void> {
  const copied = await copyText(location.origin + watchLink(clipId, { atMs }))
  say(copied ? t('link.copied-at', { time: timeCode(atMs) }) : t('link.failed'))
}
