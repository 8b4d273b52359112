import type { Ref } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { later } from '../parts/later.tsx'
import type { Player } from './player.ts'

const CaptionTracks = later(async () => (await import('./caption-tracks.tsx')).CaptionTracks)

/** Where a player shows its clip: the element, and what goes to the full screen with it. */
export function useScreen<Frame extends HTMLElement>(player: Player) {
  const video = useRef<HTMLVideoElement>(null)
  const frame = useRef<Frame>(null)
  useLayoutEffect(
    () => (video.current && frame.current ? player.mount(video.current, frame.current) : undefined),
    [player],
  )
  return { video, frame }
}

interface Props {
  readonly video: Ref<HTMLVideoElement>
  readonly player: Player
  readonly title: string
  readonly posterUrl: string | null
}

/** The element that shows a clip, with the captions that there are; who shows it has buttons of their own. */
export const ClipVideo = ({ video, player, title, posterUrl }: Props) => (
  // biome-ignore lint/a11y/useMediaCaption: its tracks come with those that there are.
  <video
    ref={video}
    playsInline
    preload="none"
    tabIndex={-1}
    aria-label={title}
    poster={posterUrl ?? undefined}
  >
    {player.captions.value.length > 0 && <CaptionTracks player={player} />}
  </video>
)
