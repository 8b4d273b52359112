import { useComputed } from '@preact/signals'
import { useState } from 'preact/hooks'
import { language, t } from '../messages/messages.ts'
import { IconButton } from '../parts/button.tsx'
import { FullScreenButton } from './full-screen-button.tsx'
import { type Player, rates } from './player.ts'
import { timeCode } from './time-code.ts'

interface Props {
  readonly player: Player
  /** Then there are no frames to step through, and nothing to fill a screen with. */
  readonly isSound: boolean
  readonly onHelp: () => void
}

export function Controls({ player, isSound, onHelp }: Props) {
  const [showsMore, setShowsMore] = useState(false)
  const isPlaying = player.isPlaying.value
  return (
    <div class="controls">
      <IconButton icon="back" digit="5" label={t('player.back')} onClick={() => player.skip(-5000)} />
      <IconButton
        id="play"
        class="play"
        icon={isPlaying ? 'pause' : 'play'}
        label={isPlaying ? t('player.pause') : t('player.play')}
        onClick={() => player.toggle()}
      />
      <IconButton icon="forward" digit="5" label={t('player.forward')} onClick={() => player.skip(5000)} />
      <TimeText player={player} />
      <IconButton
        class="more-button"
        icon="more"
        label={t('player.more')}
        aria-expanded={showsMore}
        aria-controls="more-controls"
        onClick={() => setShowsMore(!showsMore)}
      />
      <div id="more-controls" class={showsMore ? 'more-controls open' : 'more-controls'}>
        {!isSound && <FrameSteps player={player} />}
        <SpeedChoice player={player} />
        <Volume player={player} />
        <IconButton icon="help" label={t('player.help')} onClick={onHelp} />
      </div>
      {!isSound && <FullScreenButton player={player} />}
    </div>
  )
}

function FrameSteps({ player }: { readonly player: Player }) {
  return (
    <>
      <IconButton icon="frame-back" label={t('player.frame-back')} onClick={() => player.step(-1)} />
      <IconButton icon="frame-forward" label={t('player.frame-forward')} onClick={() => player.step(1)} />
    </>
  )
}

function TimeText({ player }: { readonly player: Player }) {
  const time = useComputed(() => timeCode(player.timeMs.value))
  return (
    <p class="time-text">
      <span>{time}</span>
      <span class="time-length"> / {timeCode(player.durationMs.value)}</span>
    </p>
  )
}

function SpeedChoice({ player }: { readonly player: Player }) {
  const rate = player.rate.value
  return (
    <select
      class="speed"
      aria-label={t('player.speed')}
      title={t('player.speed')}
      value={String(rate)}
      onChange={({ currentTarget }) => player.setRate(Number(currentTarget.value))}
    >
      {rates.map((value) => (
        <option key={value} value={String(value)}>
          {value.toLocaleString(language())}×
        </option>
      ))}
    </select>
  )
}

function Volume({ player }: { readonly player: Player }) {
  const isMuted = player.isMuted.value
  return (
    <div class="volume">
      <IconButton
        icon={isMuted ? 'muted' : 'volume'}
        label={isMuted ? t('player.unmute') : t('player.mute')}
        onClick={() => player.toggleMuted()}
      />
      <input
        type="range"
        class="volume-slider"
        aria-label={t('player.volume')}
        min={0}
        max={1}
        step={0.05}
        value={isMuted ? 0 : player.volume.value}
        onInput={({ currentTarget }) => player.setVolume(Number(currentTarget.value))}
      />
    </div>
  )
}
