/** A still of the storyboard: where it lies on its sheet, in pixels, and which part of the clip it stands for. */
export interface Tile {
  readonly startMs: number
  readonly endMs: number
  readonly url: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * Reads a WebVTT whose cues name tiles as media fragments (`sheet#xywh=x,y,w,h`). Addresses are resolved against its
 * own; a cue that makes no sense is left out.
 */
export function readStoryboard(vtt: string, baseUrl: string): Tile[] {
  return vtt
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .flatMap((block) => {
      const lines = block.split('\n')
      const at = lines.findIndex((line) => line.includes('-->'))
      const [from = '', to = ''] = (lines[at] ?? '').split('-->')
      const [sheet = '', fragment = ''] = (lines[at + 1] ?? '').trim().split('#xywh=')
      const startMs = clockMs(from)
      const endMs = clockMs(to)
      const [x, y, width, height] = fragment.split(',').map(Number)
      if (at < 0 || sheet === '' || startMs === undefined || endMs === undefined) return []
      if (x === undefined || y === undefined || !width || !height || Number.isNaN(x + y)) return []
      return [{ startMs, endMs, url: new URL(sheet, baseUrl).href, x, y, width, height }]
    })
}

/** The tile of a moment: the last one that begins at or before it. */
export function tileAt(tiles: readonly Tile[], ms: number): Tile | undefined {
  return tiles.findLast(({ startMs }) => startMs <= ms) ?? tiles[0]
}

function clockMs(text: string): number | undefined {
  const match = /^(?:(\d+):)?(\d{2}):(\d{2})\.(\d{3})$/.exec(text.trim().split(/\s/)[0] ?? '')
  if (!match) return undefined
  const [, hours = '0', minutes = '0', seconds = '0', ms = '0'] = match
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(ms)
}
