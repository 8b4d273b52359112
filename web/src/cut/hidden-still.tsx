import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../parts/icon.tsx'
import { tileAt } from '../player/storyboard.ts'
import { drawStill } from './draw-still.ts'
import type { Hidden } from './hidden.ts'
import type { Part } from './part.ts'
import type { Stills } from './use-stills.ts'

interface Props {
  readonly hidden: Hidden
  readonly stills: Stills
  /** What of the recording the stills show. */
  readonly shown: Part
  /** Width of the picture, by its height. */
  readonly ratio: number
}

const height = 48

/** Where in the picture something is hidden, in small; the words beside it say the same. */
export function HiddenStill({ hidden, stills: { tiles, sheet }, shown, ratio }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const width = Math.round(height * ratio)
  const { startMs, kind } = hidden
  const isSound = kind === 'mute'
  const { inMs, outMs } = shown
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    const tile = startMs >= inMs && startMs < outMs ? tileAt(tiles, startMs - inMs) : undefined
    if (!canvas.current || !context || !tile) return
    canvas.current.width = width * devicePixelRatio
    canvas.current.height = height * devicePixelRatio
    let isOver = false
    sheet(tile.url).then(
      (image) => {
        if (isOver) return
        context.scale(devicePixelRatio, devicePixelRatio)
        drawStill(context, image, tile, { x: 0, width, ms: startMs }, height)
      },
      // Where it is can be seen without the still.
      () => {},
    )
    return () => {
      isOver = true
    }
  }, [tiles, sheet, startMs, inMs, outMs, width])
  if (isSound) {
    return (
      <div class="hidden-still sound" aria-hidden="true">
        <Icon name="muted" />
      </div>
    )
  }
  const { region } = hidden
  const share = (value: number) => `${value * 100}%`
  return (
    <div class="hidden-still" aria-hidden="true" style={{ '--ratio': String(ratio) }}>
      <canvas ref={canvas} />
      <span
        class={`hidden-${kind}`}
        style={{
          ...{ left: share(region.x), top: share(region.y) },
          ...{ width: share(region.width), height: share(region.height) },
        }}
      />
    </div>
  )
}
