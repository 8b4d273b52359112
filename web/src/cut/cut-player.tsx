import type { ComponentChildren } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import type { Clip, Playback } from '../../../src/clips/schemas.ts'
import { t } from '../messages/messages.ts'
import { IconButton } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import type { MediaTrouble } from '../player/attach-media.ts'
import { ClipVideo, useScreen } from '../player/clip-video.tsx'
import type { Player } from '../player/player.ts'
import { SeekSlider } from '../player/seek-slider.tsx'
import { timeCode } from '../player/time-code.ts'
import { TroubleOverPicture } from '../player/trouble-over-picture.tsx'

interface Props {
  readonly clip: Clip
  readonly playback: Playback
  readonly player: Player
  /** Where on the recording the clip begins that is played; left out where its own times are meant. */
  readonly offsetMs?: number
  /** Drawn over the picture, in its own proportions; over a sound recording as it comes. */
  readonly overPicture?: ComponentChildren
  readonly onTrouble: (trouble: MediaTrouble) => void
}

/** The clip as it is now, small: to see where it should begin and end. */
export function CutPlayer({ clip, playback, player, offsetMs, overPicture, onTrouble }: Props) {
  const { width, height } = clip
  useLayoutEffect(
    () =>
      player.open({
        ...{ playlistUrl: playback.playlistUrl, soundUrl: null },
        ...{ durationMs: clip.durationMs ?? 0, hasPicture: clip.width !== null },
      }),
    [player, playback.playlistUrl, clip.durationMs, clip.width],
  )
  const { video, frame } = useScreen<HTMLDivElement>(player)
  const isPlaying = player.isPlaying.value
  return (
    <section class="cut-player" aria-label={t('player.title')}>
      <div class={clip.width === null ? 'cut-screen sound' : 'cut-screen'} ref={frame}>
        <ClipVideo video={video} player={player} title={clip.title} posterUrl={playback.posterUrl} />
        {clip.width === null && (
          <p class="sound-words">
            <Icon name="sound" />
            {t('player.sound-only')}
          </p>
        )}
        {overPicture && (
          <div class="cut-over">
            <div class="picture" style={{ '--ratio': String(width && height ? width / height : 16 / 9) }}>
              {overPicture}
            </div>
          </div>
        )}
        <TroubleOverPicture player={player} onTrouble={onTrouble} />
      </div>
      <div class="timeline">
        <SeekSlider player={player} storyboardUrl={null} />
      </div>
      <div class="cut-controls">
        <IconButton icon="back" digit="5" label={t('player.back')} onClick={() => player.skip(-5000)} />
        <IconButton
          icon={isPlaying ? 'pause' : 'play'}
          label={isPlaying ? t('player.pause') : t('player.play')}
          onClick={() => player.toggle()}
        />
        <IconButton icon="forward" digit="5" label={t('player.forward')} onClick={() => player.skip(5000)} />
        <p class="cut-time">
          {offsetMs === undefined
            ? timeCode(player.timeMs.value)
            : t('cut.at', { time: timeCode(player.timeMs.value + offsetMs) })}
        </p>
      </div>
    </section>
  )
}
