import type { Gathered, TalkFacts } from './gather-moments.ts'
import { inClipOrder } from './rank-moments.ts'

interface Said extends TalkFacts {
  readonly authorId: string
}

/**
 * Moments that colleagues read differently, or may: two or more who each interpret or wonder at one and the same place.
 * What is said about a whole clip is no moment. In clip order.
 */
export const readingsIn = <Facts extends Said>(moments: readonly Gathered<Facts>[]): Gathered<Facts>[] =>
  moments
    .flatMap(({ threads, startMs, endMs }) => {
      const [first, ...others] = threads.filter(({ kind }) => kind === 'interpret' || kind === 'wonder')
      if (startMs === null || !first) return []
      const isOne = others.every(({ authorId }) => authorId === first.authorId)
      return isOne ? [] : [{ threads: [first, ...others] as const, startMs, endMs }]
    })
    .toSorted(inClipOrder)
