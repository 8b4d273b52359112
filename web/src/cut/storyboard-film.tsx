import { useEffect, useRef } from 'preact/hooks'
import { tileAt } from '../player/storyboard.ts'
import { drawStill } from './draw-still.ts'
import { filmSlots } from './film-slots.ts'
import type { Part } from './part.ts'
import type { Stills } from './use-stills.ts'
import { useWidth } from './use-width.ts'

interface Props {
  readonly stills: Stills
  /** What of the recording the stills show: that of the cut that stands. */
  readonly shown: Part
  readonly lengthMs: number
}

const height = 64

/** The recording as stills side by side. Of what is not in the clip now there are none. */
export function StoryboardFilm({ stills: { tiles, sheet }, shown, lengthMs }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const width = useWidth(canvas)
  const { inMs, outMs } = shown
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    const [first] = tiles
    if (!canvas.current || !context || !first || width === 0) return
    const scale = devicePixelRatio
    canvas.current.width = width * scale
    canvas.current.height = height * scale
    let isOver = false
    const draw = async () => {
      for (const slot of filmSlots(width, (height * first.width) / first.height, lengthMs)) {
        const [left, right] = [inMs, outMs].map((ms) => (ms / lengthMs) * width) as [number, number]
        if (slot.x + slot.width <= left || slot.x >= right) continue
        const tile = tileAt(tiles, Math.min(Math.max(slot.ms, inMs), outMs - 1) - inMs)
        if (!tile) continue
        const image = await sheet(tile.url)
        if (isOver) return
        context.save()
        context.scale(scale, scale)
        context.beginPath()
        context.rect(left, 0, right - left, height)
        context.clip()
        drawStill(context, image, tile, slot, height)
        context.restore()
      }
    }
    // A film without stills can still be cut.
    draw().catch(() => {})
    return () => {
      isOver = true
    }
  }, [tiles, sheet, width, inMs, outMs, lengthMs])
  return <canvas ref={canvas} class="film" />
}
