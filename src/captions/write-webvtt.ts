import type { Cue } from './schemas.ts'

/** Captions as a WebVTT file that says nothing but times and words. */
export const writeWebvtt = (cues: readonly Cue[]): string =>
  `WEBVTT\n${cues.map(({ startMs, endMs, text }) => `\n${clock(startMs)} --> ${clock(endMs)}\n${escaped(text)}\n`).join('')}`

const two = (value: number) => String(Math.floor(value)).padStart(2, '0')

const clock = (ms: number): string =>
  `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`

/** With it no text is a tag, or a time. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
