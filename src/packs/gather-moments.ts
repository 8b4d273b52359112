import type { ThreadKind } from '../threads/kinds.ts'

/** What a thread says of itself when moments are gathered and put in order. Times are milliseconds of the clip. */
export interface TalkFacts {
  readonly threadId: string
  readonly clipId: string
  /** Of the clip in the assignment, from 0. */
  readonly clipPosition: number
  readonly kind: ThreadKind
  /** Without, it is about the clip as a whole. */
  readonly startMs: number | null
  readonly endMs: number | null
  /** Who said something in it. */
  readonly voices: readonly string[]
  readonly replies: number
  /** How many people want it in the meeting. */
  readonly brought: number
  /** A wonder that nobody closed. */
  readonly isOpen: boolean
}

/** Threads about one moment of one clip, the first by time first. */
export interface Gathered<Facts extends TalkFacts> {
  readonly threads: readonly [Facts, ...Facts[]]
  readonly startMs: number | null
  /** Null where all of it is about one instant, or about the clip as a whole. */
  readonly endMs: number | null
}

/** Colleagues stop the clip a few seconds apart and mean the same thing. */
const nearMs = 10_000
/** What is said about a long stretch does not draw in everything that is said within it. */
const longestMs = 60_000

/**
 * Gathers threads into moments: on each clip in order of time, a thread belongs to the moment before it where it begins
 * within the first thread of that moment, or no more than ten seconds after that began, and no more than a minute after
 * it in any case. Measured from the first thread alone, so that a chain of near ones does not become one moment of the
 * whole clip. What is about the clip as a whole is one moment. In whatever order threads are given, the same comes out.
 */
export function gatherMoments<Facts extends TalkFacts>(threads: readonly Facts[]): Gathered<Facts>[] {
  const gathered: [Facts, ...Facts[]][] = []
  for (const thread of threads.toSorted(byTime)) {
    const last = gathered.at(-1)
    if (last && isNear(last[0], thread)) last.push(thread)
    else gathered.push([thread])
  }
  return gathered.map((within) => ({ threads: within, ...spanOf(within) }))
}

function isNear(first: TalkFacts, { clipId, startMs }: TalkFacts): boolean {
  if (first.clipId !== clipId) return false
  if (first.startMs === null || startMs === null) return first.startMs === startMs
  const reach = Math.max((first.endMs ?? first.startMs) - 1, first.startMs + nearMs)
  return startMs <= Math.min(reach, first.startMs + longestMs)
}

function spanOf([first, ...others]: readonly [TalkFacts, ...TalkFacts[]]) {
  if (first.startMs === null) return { startMs: null, endMs: null }
  const endMs = Math.max(...[first, ...others].map((thread) => thread.endMs ?? thread.startMs ?? 0))
  return { startMs: first.startMs, endMs: endMs > first.startMs ? endMs : null }
}

/** By clip, then by time with the whole clip before its parts and the longer of two that begin together first. */
const byTime = (a: TalkFacts, b: TalkFacts): number =>
  a.clipPosition - b.clipPosition ||
  compare(a.clipId, b.clipId) ||
  (a.startMs ?? -1) - (b.startMs ?? -1) ||
  (b.endMs ?? -1) - (a.endMs ?? -1) ||
  compare(a.threadId, b.threadId)

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
