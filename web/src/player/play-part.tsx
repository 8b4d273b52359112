import { useComputed } from '@preact/signals'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import type { Player } from './player.ts'
import { timeCode } from './time-code.ts'

interface Props {
  readonly player: Player
  readonly startMs: number
  readonly endMs: number
}

/** Plays a part of the clip over and over, or lets it go on. */
export function PlayPart({ player, startMs, endMs }: Props) {
  const isOn = useComputed(() => {
    const range = player.loopRange.value
    return range?.startMs === startMs && range.endMs === endMs
  }).value
  const toggle = () => (isOn ? player.endLoop() : player.playPart({ startMs, endMs }))
  return (
    <Button look="text" onClick={toggle}>
      {isOn ? t('loop.end') : t('loop.begin')}
      <span class="visually-hidden">
        {' '}
        {timeCode(startMs)}–{timeCode(endMs)}
      </span>
    </Button>
  )
}
