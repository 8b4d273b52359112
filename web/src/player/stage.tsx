import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Clip, Playback } from '../../../src/clips/schemas.ts'
import { t } from '../messages/messages.ts'
import { Icon } from '../parts/icon.tsx'
import type { MediaTrouble } from './attach-media.ts'
import { Controls } from './controls.tsx'
import type { Player } from './player.ts'
import { PlayerTrouble } from './player-trouble.tsx'
import { SeekSlider } from './seek-slider.tsx'

interface Props {
  readonly clip: Clip
  readonly playback: Playback
  readonly player: Player
  /** Drawn over the picture, in its own proportions. */
  readonly overPicture?: ComponentChildren
  /** Below the slider, on the same scale. */
  readonly lanes?: ComponentChildren
  readonly onHelp: () => void
  readonly onTrouble: (trouble: MediaTrouble) => void
}

/** The clip with its controls; what goes to the full screen together. */
export function Stage({ clip, playback, player, overPicture, lanes, onHelp, onTrouble }: Props) {
  const stage = useRef<HTMLElement>(null)
  const video = useRef<HTMLVideoElement>(null)
  const view = useRef<HTMLDivElement>(null)
  const { width, height } = clip
  const isSound = width === null || height === null

  useLayoutEffect(
    () => player.open(playback.playlistUrl, clip.durationMs ?? 0),
    [player, playback.playlistUrl, clip.durationMs],
  )
  useLayoutEffect(
    () => (video.current && stage.current ? player.mount(video.current, stage.current) : undefined),
    [player],
  )

  useViewHeight(view)

  return (
    <section class={isSound ? 'stage sound' : 'stage'} ref={stage} aria-labelledby="player-title">
      <h2 id="player-title" class="visually-hidden">
        {t('player.title')}
      </h2>
      <div class="view" ref={view}>
        <div class="screen">
          {/* biome-ignore lint/a11y/useMediaCaption: recordings have no captions yet. */}
          <video
            ref={video}
            playsInline
            preload="none"
            tabIndex={-1}
            aria-label={clip.title}
            poster={playback.posterUrl ?? undefined}
          />
          {isSound ? (
            <p class="sound-words">
              <Icon name="sound" />
              {t('player.sound-only')}
            </p>
          ) : (
            <div class="picture" style={{ '--ratio': String(width / height) }}>
              {overPicture}
            </div>
          )}
          <ScreenButton player={player} />
          <PlayerTrouble player={player} onTrouble={onTrouble} />
        </div>
        <div class="timeline">
          <SeekSlider player={player} storyboardUrl={playback.storyboardUrl} />
          {lanes}
        </div>
      </div>
      <Controls player={player} isSound={isSound} onHelp={onHelp} />
    </section>
  )
}

/** Tells the stylesheet how much of a narrow window the picture covers, so that nothing is scrolled to below it. */
function useViewHeight(view: { readonly current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const { current } = view
    if (!current) return
    const { style } = document.documentElement
    const look = new ResizeObserver(() => style.setProperty('--view-height', `${current.offsetHeight}px`))
    look.observe(current)
    return () => {
      look.disconnect()
      style.removeProperty('--view-height')
    }
  }, [view])
}

/** The whole picture starts and stops it, too. The same button for everybody is among the controls. */
function ScreenButton({ player }: { readonly player: Player }) {
  const isWaiting = player.isWaiting.value
  return (
    <button
      type="button"
      class={isWaiting ? 'screen-button waits' : 'screen-button'}
      tabIndex={-1}
      aria-hidden="true"
      onClick={() => player.toggle()}
    >
      {/* Later, who pauses wants to see the picture. */}
      {player.isFresh.value && (
        <span class="big-play">
          <Icon name="play" />
        </span>
      )}
      {isWaiting && !player.trouble.value && <span class="spinner" />}
    </button>
  )
}
