import type { Cue } from '../../../src/captions/schemas.ts'

/** The lines of a WebVTT file as the server writes it: times and words, nothing else. */
export function readCues(vtt: string): Cue[] {
  return vtt.split(/\n{2,}/).flatMap((block) => {
    const [times = '', ...words] = block.trim().split('\n')
    const [startMs, endMs] = times.split(' --> ').map(clockMs)
    if (startMs === undefined || endMs === undefined) return []
    return [{ startMs, endMs, text: plain(words.join('\n')) }]
  })
}

function clockMs(clock: string): number | undefined {
  const match = /^(\d{2,}):(\d{2}):(\d{2})\.(\d{3})$/.exec(clock)
  if (!match) return undefined
  const [hours = 0, minutes = 0, seconds = 0, ms = 0] = match.slice(1).map(Number)
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms
}

const plain = (escaped: string): string =>
  escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
