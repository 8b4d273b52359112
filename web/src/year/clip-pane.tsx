import { useCallback, useLayoutEffect } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { useCaptions } from '../captions/use-captions.ts'
import { t } from '../messages/messages.ts'
import { IconButton } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Trouble } from '../parts/trouble.tsx'
import type { MediaTrouble } from '../player/attach-media.ts'
import { ClipVideo, useScreen } from '../player/clip-video.tsx'
import { SeekSlider } from '../player/seek-slider.tsx'
import { timeCode } from '../player/time-code.ts'
import { TroubleOverPicture } from '../player/trouble-over-picture.tsx'
import { usePlayback } from '../watch/use-playback.ts'
import type { Which } from './in-step.ts'
import type { Pair } from './pair.ts'

interface Props {
  readonly clip: Clip
  readonly which: Which
  readonly pair: Pair
  /** Where it begins when both play together. */
  readonly fromMs: number
  /** The player stopped: perhaps the clip is gone. */
  readonly onTrouble: () => unknown
}

/** One of the two clips, small, with controls of its own. */
export function ClipPane({ clip, which, pair, fromMs, onTrouble }: Props) {
  const player = pair[which]
  const playback = usePlayback(clip, clip.can.play && pair.isWanted[which].value, player)
  const { renew } = playback
  const playlistUrl = playback.data?.playlistUrl ?? ''
  useCaptions(clip, player)
  useLayoutEffect(() => {
    const hasPicture = clip.width !== null
    player.open({ playlistUrl, soundUrl: null, durationMs: clip.durationMs ?? 0, hasPicture })
    if (player.isFresh.peek() && playlistUrl === '') player.seek(fromMs)
  }, [player, playlistUrl, clip.durationMs, clip.width, fromMs])
  const { video, frame } = useScreen<HTMLDivElement>(player)
  const trouble = useCallback(
    (what: MediaTrouble) => {
      if (what === 'ended') void renew()
      onTrouble()
    },
    [renew, onTrouble],
  )
  const isPlaying = player.isPlaying.value
  const isSound = clip.width === null
  return (
    <section class="cut-player" aria-label={t('cycle.player', { title: clip.title })}>
      <div class={isSound ? 'cut-screen sound' : 'cut-screen'} ref={frame}>
        <ClipVideo video={video} player={player} title={clip.title} posterUrl={clip.posterUrl} />
        {isSound && (
          <p class="sound-words">
            <Icon name="sound" />
            {t('player.sound-only')}
          </p>
        )}
        {player.isWaiting.value && !player.trouble.value && <span class="spinner" />}
        <TroubleOverPicture player={player} onTrouble={trouble} />
      </div>
      {playback.error && !playback.data && (
        <Trouble error={playback.error} onRetry={() => void playback.refetch()} />
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the slider in it is used, and plays this one alone from then on. */}
      <div
        class="timeline"
        onPointerDown={() => pair.goAlone(which)}
        onKeyDown={(event) => event.key !== 'Tab' && pair.goAlone(which)}
      >
        <SeekSlider player={player} storyboardUrl={null} />
      </div>
      <div class="cut-controls">
        <IconButton
          icon={isPlaying ? 'pause' : 'play'}
          label={t(isPlaying ? 'cycle.pause-alone' : 'cycle.play-alone', { title: clip.title })}
          onClick={() => pair.toggleAlone(which)}
        />
        {player.captions.value.length > 0 && (
          <IconButton
            icon="captions"
            label={t('player.captions')}
            aria-pressed={player.showsCaptions.value}
            onClick={() => player.toggleCaptions()}
          />
        )}
        <Clock which={which} pair={pair} />
      </div>
    </section>
  )
}

/** The clock ticks many times a second: only it is drawn again. */
function Clock({ which, pair }: Pick<Props, 'which' | 'pair'>) {
  const { timeMs, durationMs } = pair[which]
  return (
    <p class="cut-time">
      {timeCode(timeMs.value)} / {timeCode(durationMs.value)}
    </p>
  )
}
