import { nothingDb } from './sound-meter.ts'

/** Half-open, in milliseconds. */
export type Stretch = readonly [startMs: number, endMs: number]

/** The level of what was muted: neither room nor talk. */
export const unheard = Number.NEGATIVE_INFINITY

/** How far around a moment the room is listened to: longer than anybody talks without a breath, shorter than a fan's turn. */
const aroundMs = 30_000
/** Of the time around, the quietest tenth is the room. Nobody talks for more than nine tenths: words have gaps. */
const roomShare = 0.1
/** What stands out from the room so far begins talk, and what stands out less far ends it, so that it does not flutter. */
const beginsDb = 9
const endsDb = 5
/** Never talk, however still the room: what microphones and coders make of nothing. */
const faintestDb = -65
/** A syllable lasts a fifth of a second; what is shorter is a click or a chair. */
const shortestBurstMs = 150
/** Teachers wait about a second for an answer (Rowe 1986), and that is to be seen; gaps within a sentence are shorter. */
const shortestPauseMs = 700
/** A “yes” is longer. */
const shortestTalkMs = 300

/** What 16 bits make of nothing: less than two steps. No room is so still through a microphone. */
const emptyDb = -84
/**
 * Of a stretch of nothing so much counts as room. Calls send nothing in pauses, and that is their room; but where somebody
 * took a minute out, the rest of the hour must not stand out from it.
 */
const emptyCountsMs = 1000
/** Levels are counted in half decibels. */
const binsPerDb = 2

/**
 * Where people talk, as far as levels tell: where sound in the range of voices stands out from the room, and goes on.
 * Takes dB of full scale of each `frameMs`, `unheard` for those to leave out of account; answers
 * stretches in order, none of which touch.
 *
 * What it is not: no word is recognised and nobody is identified. A song, a film or a saw is taken for talk, a whisper
 * below the noise of the room is not, and of many who talk at once it tells no more than of one.
 */
export function findTalk(levels: Float32Array, frameMs: number, lengthMs: number): Stretch[] {
  const floors = roomLevels(levels, aroundMs / frameMs, emptyCountsMs / frameMs)
  const bursts = standingOut(levels, floors)
    .map(([first, end]): Stretch => [first * frameMs, Math.min(end * frameMs, lengthMs)])
    .filter(isAtLeast(shortestBurstMs))
  const talk: Stretch[] = []
  for (const [startMs, endMs] of bursts) {
    const last = talk.at(-1)
    if (last && startMs - last[1] < shortestPauseMs) talk[talk.length - 1] = [last[0], endMs]
    else talk.push([startMs, endMs])
  }
  return talk.filter(isAtLeast(shortestTalkMs))
}

const isAtLeast =
  (ms: number) =>
  ([startMs, endMs]: Stretch) =>
    endMs - startMs >= ms

/** Frames, half-open. */
function standingOut(levels: Float32Array, floors: Float32Array): [number, number][] {
  const found: [number, number][] = []
  let began = -1
  levels.forEach((level, at) => {
    const above = level - (floors[at] ?? 0)
    if (began < 0 && above >= beginsDb && level >= faintestDb) began = at
    else if (began >= 0 && above < endsDb) {
      found.push([began, at])
      began = -1
    }
  })
  if (began >= 0) found.push([began, levels.length])
  return found
}

/** How loud the room is around each frame: infinitely where nothing can be told of it. */
function roomLevels(levels: Float32Array, around: number, emptyCounts: number): Float32Array {
  const counts = new Uint32Array(-nothingDb * binsPerDb + 1)
  let counted = 0
  let empty = 0
  const bins = Array.from(levels, (level) => {
    empty = level > emptyDb ? 0 : empty + 1
    if (level === unheard || empty > emptyCounts) return -1
    return Math.min(counts.length - 1, Math.round((level - nothingDb) * binsPerDb))
  })
  const count = (at: number, by: 1 | -1): void => {
    const bin = bins[at] ?? -1
    if (bin < 0) return
    counts[bin] = (counts[bin] ?? 0) + by
    counted += by
  }
  for (let at = 0; at < around; at++) count(at, 1)
  return levels.map((_, at) => {
    count(at + around, 1)
    count(at - around - 1, -1)
    if (counted === 0) return Number.POSITIVE_INFINITY
    let passed = 0
    for (let bin = 0; bin < counts.length; bin++) {
      passed += counts[bin] ?? 0
      if (passed >= roomShare * counted) return nothingDb + bin / binsPerDb
    }
    return Number.POSITIVE_INFINITY
  })
}
