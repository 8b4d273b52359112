import { language, t } from '../messages/messages.ts'
import { IconButton } from '../parts/button.tsx'
import { rates } from './habits.ts'
import type { Player } from './player.ts'

interface Props {
  readonly player: Player
  readonly isSound: boolean
  readonly showsSettings: boolean
  readonly onSettings: () => void
  readonly onHelp: () => void
}

/** What one needs besides playing: single frames, speed, sound, settings and help. */
export function MoreControls({ player, isSound, showsSettings, onSettings, onHelp }: Props) {
  return (
    <>
      {!isSound && <FrameSteps player={player} />}
      <SpeedChoice player={player} />
      <Volume player={player} />
      {(!isSound || player.captions.value.length > 1) && (
        <IconButton
          icon="settings"
          label={t('player.settings')}
          aria-expanded={showsSettings}
          onClick={onSettings}
        />
      )}
      <IconButton icon="help" label={t('player.help')} onClick={onHelp} />
    </>
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
