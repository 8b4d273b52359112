import type { Redaction, SetCut } from '../../../src/clips/cut-schemas.ts'
import { offeredRegion } from '../player/region.ts'
import type { Part } from './part.ts'

/** What becomes of the whole recording once something of it is hidden. */
export type Original = NonNullable<SetCut['original']>

/** Something that is to be hidden, told apart from the others by a key that only this page knows. */
export type Hidden = Redaction & { readonly key: string }

/** As the server asks of them. */
export const leastHiddenMs = 100
export const mostHidden = 50

/** How long something is hidden unless one says otherwise. */
const usualMs = 5000

const within = (ms: number, least: number, most: number): number =>
  Math.round(Math.min(Math.max(ms, least), Math.max(least, most)))

/** From where one looks on, for as long as usual, or as long as the recording goes on. */
export function newHidden(kind: 'box' | 'mute', key: string, atMs: number, lengthMs: number): Hidden {
  const startMs = within(atMs, 0, lengthMs - leastHiddenMs)
  const stretch = { key, startMs, endMs: within(startMs + usualMs, startMs, lengthMs) }
  return kind === 'mute' ? { kind, ...stretch } : { kind, ...stretch, region: offeredRegion }
}

/** With another start. Put behind its end, it is hidden from there on for as long as usual. */
export function startingAt<One extends Redaction>(hidden: One, ms: number, lengthMs: number): One {
  const startMs = within(ms, 0, lengthMs - leastHiddenMs)
  const isBehind = hidden.endMs - startMs < leastHiddenMs
  return { ...hidden, startMs, endMs: within(isBehind ? startMs + usualMs : hidden.endMs, 0, lengthMs) }
}

/** With another end. Put before its start, it is hidden until there for as long as usual. */
export function endingAt<One extends Redaction>(hidden: One, ms: number, lengthMs: number): One {
  const endMs = within(ms, leastHiddenMs, lengthMs)
  const isBefore = endMs - hidden.startMs < leastHiddenMs
  return { ...hidden, startMs: within(isBefore ? endMs - usualMs : hidden.startMs, 0, lengthMs), endMs }
}

const inOrder = (a: Redaction, b: Redaction): number => a.startMs - b.startMs || a.endMs - b.endMs

/** With one more, or with one as it is now; in the order of the recording. */
export const withHidden = (all: readonly Hidden[], one: Hidden): readonly Hidden[] =>
  [...withoutHidden(all, one.key), one].sort(inOrder)

export const withoutHidden = (all: readonly Hidden[], key: string): readonly Hidden[] =>
  all.filter((hidden) => hidden.key !== key)

/** As the page keeps them. */
export const withKeys = (redactions: readonly Redaction[]): readonly Hidden[] =>
  redactions.map((redaction, at) => ({ ...redaction, key: `was-${at}` })).sort(inOrder)

/** As the server is told: nothing of the page's own, times within the recording, regions within the picture. */
export function redactionOf(hidden: Redaction, lengthMs: number): Redaction {
  const endMs = within(hidden.endMs, leastHiddenMs, lengthMs)
  const stretch = { startMs: within(hidden.startMs, 0, endMs - leastHiddenMs), endMs }
  if (hidden.kind === 'mute') return { kind: hidden.kind, ...stretch }
  const { x, y, width, height } = hidden.region
  // Two rounded numbers can make a little more than the whole.
  const region = { x, y, width: Math.min(width, 1 - x), height: Math.min(height, 1 - y) }
  return { kind: hidden.kind, ...stretch, region }
}

/** Whether as much is hidden by the one list as by the other, in whatever order. */
export function hidesTheSame(some: readonly Redaction[], others: readonly Redaction[]): boolean {
  const told = (all: readonly Redaction[]) => JSON.stringify(all.map(plain).sort())
  return told(some) === told(others)
}

function plain(redaction: Redaction): string {
  const { kind, startMs, endMs } = redaction
  if (redaction.kind === 'mute') return JSON.stringify([kind, startMs, endMs])
  const { x, y, width, height } = redaction.region
  return JSON.stringify([kind, startMs, endMs, x, y, width, height])
}

/** Whether all that the others hide is hidden by these in the same way. What is hidden otherwise may show something. */
export function hidesNoLess(some: readonly Redaction[], others: readonly Redaction[]): boolean {
  const hidden = new Set(some.map(plain))
  return others.every((one) => hidden.has(plain(one)))
}

/** What is sent. What becomes of the recording is only asked where something of it is hidden. */
export function cutRequest(
  { inMs, outMs }: Part,
  hidden: readonly Redaction[],
  original: Original,
  lengthMs: number,
): SetCut {
  if (hidden.length === 0) return { inMs, outMs }
  return { inMs, outMs, redactions: hidden.map((one) => redactionOf(one, lengthMs)), original }
}

/** Whether it is hidden at this moment of the recording. */
export const hidesAt = ({ startMs, endMs }: Redaction, atMs: number): boolean =>
  atMs >= startMs && atMs < endMs

/** Whether nothing of it is in this part of the recording. */
export const isBeside = ({ startMs, endMs }: Redaction, { inMs, outMs }: Part): boolean =>
  endMs <= inMs || startMs >= outMs
