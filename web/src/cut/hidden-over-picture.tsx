import { computed, effect } from '@preact/signals'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Icon } from '../parts/icon.tsx'
import type { Player } from '../player/player.ts'
import type { Region } from '../player/region.ts'
import { coarseCells } from './coarse-cells.ts'
import { type Hidden, hidesAt } from './hidden.ts'

interface Props {
  readonly player: Player
  readonly hidden: readonly Hidden[]
  /** Where on the recording the clip begins that is played. */
  readonly offsetMs: number
}

/** What is hidden at the moment that is shown, as it will look and sound. */
export function HiddenOverPicture({ player, hidden, offsetMs }: Props) {
  // The clock ticks many times a second; this is drawn again when something comes or goes.
  const keys = useMemo(
    () =>
      computed(() => {
        const atMs = player.timeMs.value + offsetMs
        const now = hidden.filter((one) => hidesAt(one, atMs))
        return JSON.stringify(now.map(({ key }) => key))
      }),
    [player, hidden, offsetMs],
  ).value
  // As the encoder does: what is black stays black where squares reach into it.
  const now = hidden
    .filter(({ key }) => JSON.parse(keys).includes(key))
    .toSorted((a, b) => Number(a.kind === 'box') - Number(b.kind === 'box'))
  const isMuted = now.some(({ kind }) => kind === 'mute')
  useMuted(player, isMuted)
  return (
    <>
      {now.map((one) => {
        if (one.kind === 'mute') return null
        if (one.kind === 'box') return <span key={one.key} class="hidden-box" style={placed(one.region)} />
        return <Coarse key={one.key} player={player} region={one.region} />
      })}
      {isMuted && (
        <p class="hidden-sound">
          <Icon name="muted" />
          {t('hide.no-sound')}
        </p>
      )}
    </>
  )
}

const placed = ({ x, y, width, height }: Region) => {
  const share = (value: number) => `${value * 100}%`
  return { left: share(x), top: share(y), width: share(width), height: share(height) }
}

/** The part of the picture in as few squares as it will have. Before there is a picture, it is dim. */
function Coarse({ player, region }: { readonly player: Player; readonly region: Region }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const draw = () => {
      const video = player.element.peek()
      const context = canvas.current?.getContext('2d')
      if (!canvas.current || !context || !video || video.readyState < 2) return
      const { videoWidth, videoHeight } = video
      const { across, down } = coarseCells(region, videoWidth, videoHeight)
      canvas.current.width = across
      canvas.current.height = down
      // The mean of each square, as near as a browser comes to it.
      context.imageSmoothingQuality = 'high'
      context.drawImage(
        video,
        ...([region.x * videoWidth, region.y * videoHeight] as const),
        ...([region.width * videoWidth, region.height * videoHeight] as const),
        ...([0, 0, across, down] as const),
      )
    }
    const stop = effect(() => {
      void player.timeMs.value
      draw()
    })
    // The clock is there before the picture is.
    const listening = new AbortController()
    for (const type of ['loadeddata', 'seeked']) {
      player.element.peek()?.addEventListener(type, draw, { signal: listening.signal })
    }
    return () => {
      stop()
      listening.abort()
    }
  }, [player, region])
  return <canvas ref={canvas} class="hidden-coarse" style={placed(region)} />
}

/** As long as it is so, nothing is heard; what somebody chose for the player stays as it is. */
function useMuted(player: Player, isMuted: boolean): void {
  useLayoutEffect(() => {
    const video = player.element.peek()
    if (!video || !isMuted) return
    video.muted = true
    return () => {
      video.muted = player.isMuted.peek()
    }
  }, [player, isMuted])
}
