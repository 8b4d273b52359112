import { useComputed } from '@preact/signals'
import { useCallback, useEffect } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { copyText } from '../browser/copy-text.ts'
import { useLeaving } from '../browser/use-leaving.ts'
import { whenIdle } from '../browser/when-idle.ts'
import { watchLink } from '../clips/watch-link.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { say } from '../parts/status.tsx'
import { timeCode } from '../player/time-code.ts'
import { pauseToWrite } from './begin-writing.ts'
import type { Place } from './places.ts'
import { useWatching } from './watching.ts'
import { ComposerForm, PostedBar, preloadWriting } from './writing.ts'

/** The way into writing at the time the clip is at, or the writing itself. `places`: cohorts one may comment in. */
export function ComposerPanel({ clip, places }: { readonly clip: Clip; readonly places: readonly Place[] }) {
  const watching = useWatching()
  const { composer, player } = watching
  // It is there when it is wanted, and not in the way of the first view.
  useEffect(() => whenIdle(() => void preloadWriting().catch(() => {}), 2000), [])
  // What was typed in the last moment is not lost with the page.
  useLeaving(useCallback(() => composer.keepNow(), [composer]))

  if (composer.isOpen.value) return <ComposerForm durationMs={clip.durationMs ?? 0} places={places} />
  return (
    <div class="composer-closed">
      <Button
        id="compose"
        look="primary"
        icon={places.length > 0 ? 'comment' : 'lock'}
        onClick={() => {
          pauseToWrite(watching)
          composer.open(player.timeMs.value, clip.durationMs ?? 0)
        }}
      >
        {composer.hasWords ? t('composer.go-on') : <WriteAt isNote={places.length === 0} />}
      </Button>
      <Button icon="link" onClick={() => void copyMoment(clip.id, player.timeMs.value)}>
        {t('link.copy')}
      </Button>
      {watching.posted.value && <PostedBar />}
    </div>
  )
}

/** Drawn anew once a second, not with every frame. */
function WriteAt({ isNote }: { readonly isNote: boolean }) {
  const { player } = useWatching()
  const time = useComputed(() => timeCode(player.timeMs.value)).value
  return <>{isNote ? t('composer.open-note', { time }) : t('composer.open', { time })}</>
}

async function copyMoment(clipId: string, atMs: number): Promise<void> {
  const copied = await copyText(location.origin + watchLink(clipId, { atMs }))
  say(copied ? t('link.copied-at', { time: timeCode(atMs) }) : t('link.failed'))
}
