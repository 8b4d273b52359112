import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Clip, Playback } from '../../../src/clips/schemas.ts'
import { t } from '../messages/messages.ts'
import { Icon } from '../parts/icon.tsx'
import { later } from '../parts/later.tsx'
import type { MediaTrouble } from './attach-media.ts'
import { ClipVideo, useScreen } from './clip-video.tsx'
import { Controls } from './controls.tsx'
import type { Player } from './player.ts'
import { SeekSlider } from './seek-slider.tsx'
import { TroubleOverPicture } from './trouble-over-picture.tsx'

const StillsWords = later(async () => (await import('./stills-words.tsx')).StillsWords, 'picture')
const LoopBar = later(async () => (await import('./loop-bar.tsx')).LoopBar, 'picture')

interface Props {
  readonly clip: Clip
  /** Until it is here the clip stands there all the same, so that nothing moves when it comes. */
  readonly playback: Playback | undefined
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
  const view = useRef<HTMLDivElement>(null)
  const { width, height } = clip
  const isSound = width === null || height === null
  const isAlone = player.quality.value === 'sound' && player.alone.value.sound
  const leanUrl = listOf(playback?.leanUrl)
  const isLean = leanUrl !== null && leanUrl === playback?.playlistUrl

  useLayoutEffect(
    () =>
      player.open({
        playlistUrl: playback?.playlistUrl ?? '',
        soundUrl: listOf(playback?.audioUrl),
        leanUrl: isLean ? null : leanUrl,
        durationMs: clip.durationMs ?? 0,
        hasPicture: !isSound,
      }),
    [player, playback?.playlistUrl, playback?.audioUrl, leanUrl, clip.durationMs, isSound],
  )
  const { video, frame: stage } = useScreen(player)

  useViewHeight(view)
  useEffect(() => {
    const following = import('./follow-seen-height.ts').then(
      ({ followSeenHeight }) => followSeenHeight(),
      () => () => {},
    )
    return () => void following.then((stop) => stop())
  }, [])

  return (
    <section
      class={isSound ? 'stage sound' : isAlone ? 'stage alone' : 'stage'}
      ref={stage}
      aria-labelledby="player-title"
    >
      <h2 id="player-title" class="visually-hidden">
        {t('player.title')}
      </h2>
      <div class="view" ref={view}>
        <div class="screen">
          <ClipVideo video={video} player={player} title={clip.title} posterUrl={clip.posterUrl} />
          {isSound || isAlone ? (
            <p class="sound-words">
              <Icon name="sound" />
              {isSound ? t('player.sound-only') : t('player.sound-alone')}
            </p>
          ) : (
            <div class="picture" style={{ '--ratio': String(width / height) }}>
              {overPicture}
            </div>
          )}
          <ScreenButton player={player} />
          <TroubleOverPicture player={player} onTrouble={onTrouble} />
        </div>
        <div class="timeline">
          <SeekSlider clip={clip} player={player} storyboardUrl={playback?.storyboardUrl ?? null} />
          {lanes}
          {player.loopRange.value && <LoopBar player={player} />}
        </div>
      </div>
      {isLean && !isSound && <StillsWords />}
      <Controls player={player} isSound={isSound} onHelp={onHelp} />
    </section>
  )
}

/** Its playlist lies beside it: players fetch it piece by piece, as they do the picture. */
const listOf = (url: string | null | undefined) => url?.replace(/mp4$/, 'm3u8') ?? null

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
