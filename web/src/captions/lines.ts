import type { Cue } from '../../../src/captions/schemas.ts'
import { readTimeCode, timeCode } from '../player/time-code.ts'

/** A line while it is edited: times as they are typed. */
export interface Line {
  readonly key: number
  readonly start: string
  readonly end: string
  readonly text: string
  /** As it was: what is typed is rounded, and leaving it as it is must not move it. */
  readonly cue: Cue | undefined
}

const usualMs = 3000
let keys = 0

export const lineOf = (cue: Cue): Line => ({
  key: keys++,
  ...{ start: code(cue.startMs), end: code(cue.endMs), text: cue.text, cue },
})
const code = (ms: number): string => timeCode(ms, { tenths: true })
const msOf = (typed: string, known: number | undefined): number | undefined =>
  known !== undefined && typed === code(known) ? known : readTimeCode(typed)

/** An empty line that begins where one ends. */
export function lineAfter(before: Line | undefined, durationMs: number): Line {
  const from = (before && readTimeCode(before.end)) ?? 0
  const startMs = Math.min(from, Math.max(0, durationMs - 500))
  const endMs = Math.min(durationMs, startMs + usualMs)
  return { key: keys++, start: code(startMs), end: code(endMs), text: '', cue: undefined }
}

/** What is sent of it: nothing of a line without words. */
export function cueOf({ start, end, text, cue }: Line): Cue[] {
  const [startMs, endMs] = [msOf(start, cue?.startMs), msOf(end, cue?.endMs)]
  return startMs === undefined || endMs === undefined || text.trim() === '' ? [] : [{ startMs, endMs, text }]
}

export interface WrongLine {
  /** Id of the field. */
  readonly field: string
  readonly key: 'captions.bad-time' | 'captions.bad-order' | 'captions.beyond' | 'captions.nothing'
  readonly number: number
}

/** What is wrong with the lines, in their order. */
export function wrongIn(lines: readonly Line[], durationMs: number): WrongLine[] {
  if (lines.every(({ text }) => text.trim() === '')) {
    return [{ field: `line-${lines[0]?.key}-text`, key: 'captions.nothing', number: 1 }]
  }
  return lines.flatMap((line, at): WrongLine[] => {
    if (line.text.trim() === '') return []
    const [startMs, endMs] = [msOf(line.start, line.cue?.startMs), msOf(line.end, line.cue?.endMs)]
    const wrong = (field: 'start' | 'end', key: WrongLine['key']): WrongLine[] => [
      { field: `line-${line.key}-${field}`, key, number: at + 1 },
    ]
    if (startMs === undefined) return wrong('start', 'captions.bad-time')
    if (endMs === undefined) return wrong('end', 'captions.bad-time')
    if (endMs <= startMs) return wrong('end', 'captions.bad-order')
    return startMs >= durationMs ? wrong('start', 'captions.beyond') : []
  })
}
