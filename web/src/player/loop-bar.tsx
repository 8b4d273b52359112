import { useEffect } from 'preact/hooks'
import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { sayAloud } from '../parts/status.tsx'
import type { Player } from './player.ts'
import { timeCode } from './time-code.ts'

/** That a part is played over and over, and the way out: a button, Esc, or going elsewhere. */
export function LoopBar({ player }: { readonly player: Player }) {
  const range = player.loopRange.value
  const [startMs, endMs] = [range?.startMs ?? 0, range?.endMs ?? 0]
  useEffect(() => {
    sayAloud(t('loop.on', { start: durationInWords(startMs), end: durationInWords(endMs) }))
  }, [startMs, endMs])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // What lies above it is closed first.
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return
      event.preventDefault()
      player.endLoop()
      sayAloud(t('loop.off'))
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [player])
  return (
    <div class="loop-bar">
      <Icon name="repeat" />
      <p>{t('loop.words', { start: timeCode(startMs), end: timeCode(endMs) })}</p>
      <Button look="text" onClick={() => player.endLoop()}>
        {t('loop.end')}
      </Button>
    </div>
  )
}
