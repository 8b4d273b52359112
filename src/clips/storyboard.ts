/** One sheet of tiles, in order, left to right and top to bottom. */
export interface Sheet {
  readonly url: string
  readonly tiles: number
  readonly tileWidth: number
  readonly tileHeight: number
  readonly tileColumns: number
  readonly everyMs: number
}

/** A WebVTT whose cues name the tile of their time as a media fragment (`#xywh=`, W3C Media Fragments 1.0). */
export function storyboardVtt(sheets: readonly Sheet[], durationMs: number): string {
  const cues: string[] = []
  let startMs = 0
  for (const { url, tiles, tileWidth, tileHeight, tileColumns, everyMs } of sheets) {
    for (let tile = 0; tile < tiles && startMs < durationMs; tile += 1) {
      const x = (tile % tileColumns) * tileWidth
      const y = Math.floor(tile / tileColumns) * tileHeight
      const endMs = Math.min(startMs + everyMs, durationMs)
      cues.push(`${clock(startMs)} --> ${clock(endMs)}\n${url}#xywh=${x},${y},${tileWidth},${tileHeight}`)
      startMs = endMs
    }
  }
  return `WEBVTT\n\n${cues.join('\n\n')}\n`
}

function clock(ms: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const seconds = ms / 1000
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${String(ms % 1000).padStart(3, '0')}`
}
