import type { Signal } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import { readStoryboard, type Tile, tileAt } from './storyboard.ts'
import { timeCode } from './time-code.ts'

interface Props {
  readonly atMs: Signal<number | undefined>
  readonly durationMs: number
  readonly storyboardUrl: string | null
}

/** What is to be seen at a moment under the pointer or the finger. The storyboard is fetched when it is first wanted. */
export function TilePreview({ atMs, durationMs, storyboardUrl }: Props) {
  const ms = atMs.value
  const isWanted = ms !== undefined
  const tiles = useTiles(storyboardUrl, isWanted)
  const canvas = useRef<HTMLCanvasElement>(null)
  const sheets = useRef(new Map<string, HTMLImageElement>())
  const tile = ms === undefined ? undefined : tileAt(tiles, ms)

  useEffect(() => {
    if (!tile) return
    const draw = () => paint(canvas.current, sheet, tile)
    const known = sheets.current.get(tile.url)
    const sheet = known ?? new Image()
    sheets.current.set(tile.url, sheet)
    if (!known) sheet.src = tile.url
    if (sheet.complete) draw()
    else sheet.addEventListener('load', draw, { once: true })
    return () => sheet.removeEventListener('load', draw)
  }, [tile])

  if (ms === undefined || durationMs <= 0) return null
  return (
    <div class="tile-preview" style={{ '--at': String(ms / durationMs) }} aria-hidden="true">
      {tile && <canvas ref={canvas} width={tile.width} height={tile.height} />}
      <span>{timeCode(ms)}</span>
    </div>
  )
}

function useTiles(url: string | null, isWanted: boolean): readonly Tile[] {
  const [tiles, setTiles] = useState<readonly Tile[]>([])
  useEffect(() => {
    if (!url || !isWanted || tiles.length > 0) return
    const stop = new AbortController()
    const read = async () => {
      const answer = await fetch(url, { signal: stop.signal })
      if (answer.ok) setTiles(readStoryboard(await answer.text(), answer.url))
    }
    // A preview that does not come is no trouble worth a word.
    read().catch(() => {})
    return () => stop.abort()
  }, [url, isWanted, tiles.length])
  return tiles
}

/** A canvas, as a picture from the address would be fetched anew for each tile: nothing of a clip may be cached. */
function paint(canvas: HTMLCanvasElement | null, sheet: HTMLImageElement, tile: Tile): void {
  const { x, y, width, height } = tile
  canvas?.getContext('2d')?.drawImage(sheet, x, y, width, height, 0, 0, width, height)
}
