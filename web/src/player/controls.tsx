import { useComputed } from '@preact/signals'
import { useState } from 'preact/hooks'
import { isNarrow } from '../browser/narrow.ts'
import { t } from '../messages/messages.ts'
import { IconButton } from '../parts/button.tsx'
import { later } from '../parts/later.tsx'
import { FullScreenButton } from './full-screen-button.tsx'
import type { Player } from './player.ts'
import { timeCode } from './time-code.ts'

/** Beside the comments they are there at once; on a phone when they are asked for. */
const MoreControls = later(async () => (await import('./more-controls.tsx')).MoreControls, 'picture')
const PlayerSettings = later(async () => (await import('./player-settings.tsx')).PlayerSettings, 'picture')

interface Props {
  readonly player: Player
  /** Then there are no frames to step through, and nothing to fill a screen with. */
  readonly isSound: boolean
  readonly onHelp: () => void
}

export function Controls({ player, isSound, onHelp }: Props) {
  const [showsMore, setShowsMore] = useState(false)
  const [showsSettings, setShowsSettings] = useState(false)
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
        {(showsMore || !isNarrow.value) && (
          <MoreControls
            player={player}
            isSound={isSound}
            showsSettings={showsSettings}
            onSettings={() => setShowsSettings(!showsSettings)}
            onHelp={onHelp}
          />
        )}
      </div>
      {player.captions.value.length > 0 && <CaptionsButton player={player} />}
      {!isSound && <FullScreenButton player={player} />}
      {showsSettings && <PlayerSettings player={player} isSound={isSound} />}
    </div>
  )
}

function CaptionsButton({ player }: { readonly player: Player }) {
  const isOn = player.showsCaptions.value
  return (
    <IconButton
      class="captions-button"
      icon="captions"
      label={t('player.captions')}
      aria-pressed={isOn}
      onClick={() => player.toggleCaptions()}
    />
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
