import { useEffect, useRef, useState } from 'preact/hooks'
import { readStoryboard, type Tile, tileAt } from '../player/storyboard.ts'
import { drawStill } from './draw-still.ts'
import { filmSlots } from './film-slots.ts'
import type { Part } from './part.ts'
import { useWidth } from './use-width.ts'

interface Props {
  readonly storyboardUrl: string | null
  /** What of the recording the storyboard shows: that of the cut that stands. */
  readonly shown: Part
  readonly lengthMs: number
}

const height = 64

/** The recording as stills side by side. Of what is not in the clip now there are none. */
export function StoryboardFilm({ storyboardUrl, shown, lengthMs }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const width = useWidth(canvas)
  const tiles = useTiles(storyboardUrl)
  const sheets = useRef(new Map<string, Promise<HTMLImageElement>>())
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
        const sheet = await sheetOf(sheets.current, tile.url)
        if (isOver) return
        context.save()
        context.scale(scale, scale)
        context.beginPath()
        context.rect(left, 0, right - left, height)
        context.clip()
        drawStill(context, sheet, tile, slot, height)
        context.restore()
      }
    }
    // A film without stills can still be cut.
    draw().catch(() => {})
    return () => {
      isOver = true
    }
  }, [tiles, width, inMs, outMs, lengthMs])
  return <canvas ref={canvas} class="film" />
}

function useTiles(url: string | null): readonly Tile[] {
  const [tiles, setTiles] = useState<readonly Tile[]>([])
  useEffect(() => {
    if (!url) return
    const stop = new AbortController()
    const read = async () => {
      const answer = await fetch(url, { signal: stop.signal })
      if (answer.ok) setTiles(readStoryboard(await answer.text(), answer.url))
    }
    read().catch(() => {})
    return () => stop.abort()
  }, [url])
  return tiles
}

/** Each is fetched once: nothing of a clip may be cached. */
function sheetOf(sheets: Map<string, Promise<HTMLImageElement>>, url: string): Promise<HTMLImageElement> {
  const known = sheets.get(url)
  if (known) return known
  const coming = new Promise<HTMLImageElement>((resolve, reject) => {
    const image = new Image()
    image.onload = () => resolve(image)
    image.onerror = reject
    image.src = url
  })
  sheets.set(url, coming)
  return coming
}
