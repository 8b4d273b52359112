import { malformed } from '../platform/problems.ts'
import { type CaptionLanguage, captionLanguages } from './languages.ts'
import { unmarked } from './plain-text.ts'
import type { Cue } from './schemas.ts'

export interface ReadCues {
  readonly cues: Cue[]
  /** What the file says of itself, where it does. */
  readonly language: CaptionLanguage | undefined
}

const mostCues = 20_000
const mostLetters = 2000
const mostMs = 24 * 3_600_000

/**
 * Reads a WebVTT or SubRip file, strictly: what is neither is refused with 400 and a sentence that names the line. Only
 * times and words are taken; markup, styles, places and regions are left out. In the order they are shown.
 */
export function readCues(file: string): ReadCues {
  const lines = file
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '\uFFFD')
    .split('\n')
  const isWebvtt = /^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '')
  if (!isWebvtt && !isSubRip(lines)) {
    refuse(1, 'a caption file begins with WEBVTT, or with the first line of a SubRip (.srt) file.')
  }
  const blocks = blocksOf(lines)
  const header = isWebvtt ? (blocks.shift()?.lines ?? []) : []
  if (header.some((line) => line.includes('-->'))) {
    refuse(header.findIndex((line) => line.includes('-->')) + 1, 'a blank line is missing after WEBVTT.')
  }
  const cues = blocks.flatMap((block) => cueOf(block, isWebvtt))
  if (cues.length === 0) malformed('not-captions', 'There are no captions in this file.')
  if (cues.length > mostCues)
    malformed('not-captions', `There are more than ${mostCues} captions in this file.`)
  return { cues: cues.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs), language: said(header) }
}

interface Block {
  /** The number of its first line, from 1. */
  readonly at: number
  readonly lines: readonly string[]
}

/** Lines that stand together, without the blank ones between. */
function blocksOf(lines: readonly string[]): Block[] {
  const blocks: { at: number; lines: string[] }[] = []
  let open: { at: number; lines: string[] } | undefined
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') open = undefined
    else if (open) open.lines.push(line)
    else {
      open = { at: index + 1, lines: [line] }
      blocks.push(open)
    }
  }
  return blocks
}

function cueOf({ at, lines }: Block, isWebvtt: boolean): Cue[] {
  const [first = ''] = lines
  if (isWebvtt && /^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(first) && !first.includes('-->')) return []
  // A line before the times is the cue’s own name.
  const timing = first.includes('-->') ? 0 : 1
  if (!lines[timing]?.includes('-->')) refuse(at, 'a caption needs its times, as in 00:01.000 --> 00:04.000.')
  const [startMs, endMs] = timesOf(lines[timing] ?? '', at + timing, isWebvtt)
  const words = lines.slice(timing + 1)
  const stray = words.findIndex((line) => line.includes('-->'))
  if (stray >= 0) refuse(at + timing + 1 + stray, 'a blank line is missing before these times.')
  const text = unmarked(words.join('\n'))
  if (text.length > mostLetters) refuse(at, `a caption may have ${mostLetters} letters at most.`)
  return text === '' ? [] : [{ startMs, endMs, text }]
}

function timesOf(line: string, number: number, isWebvtt: boolean): [number, number] {
  const [start = '', rest = ''] = line.split(/-->(.*)/)
  // Where on the picture it is to stand may follow.
  const [startMs, endMs] = [start.trim(), rest.trim().split(/\s/)[0] ?? ''].map((clock) => {
    return clockMs(clock, isWebvtt) ?? refuse(number, `“${clock.slice(0, 20)}” is no time of a caption.`)
  })
  if (startMs === undefined || endMs === undefined) return refuse(number, 'a time is missing.')
  if (endMs <= startMs) refuse(number, 'a caption must end after it starts.')
  if (endMs > mostMs) refuse(number, 'that is more than a day after the start.')
  return [startMs, endMs]
}

const webvttClock = /^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})$/
const subRipClock = /^(?:(\d{1,3}):)([0-5]?\d):([0-5]?\d)[,.](\d{1,3})$/

function clockMs(clock: string, isWebvtt: boolean): number | undefined {
  const match = (isWebvtt ? webvttClock : subRipClock).exec(clock)
  if (!match) return undefined
  const [, hours = '0', minutes, seconds, thousandths = ''] = match
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
  return whole * 1000 + Number(thousandths.padEnd(3, '0'))
}

/** SubRip has no first word of its own: a number stands there, and times on the next line. */
function isSubRip(lines: readonly string[]): boolean {
  const first = lines.findIndex((line) => line.trim() !== '')
  return /^\d+$/.test((lines[first] ?? '').trim()) && (lines[first + 1] ?? '').includes('-->')
}

const said = (header: readonly string[]): CaptionLanguage | undefined => {
  const name = header.map((line) => /^Language:\s*([A-Za-z]{2,3})\b/.exec(line)?.[1]).find(Boolean)
  return captionLanguages.find((known) => known === name?.toLowerCase())
}

function refuse(line: number, why: string): never {
  return malformed('not-captions', `Line ${line}: ${why}`, { line })
}
