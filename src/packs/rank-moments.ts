import { compare, type Gathered, type TalkFacts } from './gather-moments.ts'

/**
 * How much a moment was talked about. It weighs moments, never people: nobody's name, part, or number of words elsewhere goes
 * into it, and swapping two people changes nothing.
 *
 *     weight = threads + 2 × voices + min(replies, 2 × voices) + brought + open + (kinds − 1)
 *
 * - **voices**, people who said something there, count twice: that four people stopped at a moment says more about it than
 *   that two went back and forth.
 * - **threads** count once each: several came to it on their own.
 * - **replies** count once, up to two for each voice: a long exchange of two does not outweigh the room.
 * - **brought**: 2, and 1 for each who asked to bring it to the meeting. They said in words what the rest only hints at.
 * - **open**: 2 where a wonder is not closed. What is not settled is what a meeting is for.
 * - **kinds**: 1 for each kind beyond the first. Who notices, who asks and who proposes see different things in it.
 */
export function weigh({ threads }: Gathered<TalkFacts>): number {
  const sum = (of: (thread: TalkFacts) => number) => threads.reduce((all, thread) => all + of(thread), 0)
  const voices = voicesIn(threads)
  const brought = sum((thread) => thread.brought)
  return (
    threads.length +
    2 * voices +
    Math.min(
      sum(({ replies }) => replies),
      2 * voices,
    ) +
    (brought > 0 ? 2 + brought : 0) +
    (threads.some(({ isOpen }) => isOpen) ? 2 : 0) +
    (new Set(threads.map(({ kind }) => kind)).size - 1)
  )
}

export const voicesIn = (threads: readonly TalkFacts[]): number =>
  new Set(threads.flatMap(({ voices }) => voices)).size

/** Moments of most talk first; of equal ones that of the earlier clip, then the earlier on the clip. */
export const rankMoments = <Facts extends TalkFacts>(
  moments: readonly Gathered<Facts>[],
): Gathered<Facts>[] =>
  moments
    .map((moment) => ({ moment, weight: weigh(moment) }))
    .toSorted((a, b) => b.weight - a.weight || inClipOrder(a.moment, b.moment))
    .map(({ moment }) => moment)

/** Two moments of one clip never begin together: they would be one. */
export function inClipOrder(a: Gathered<TalkFacts>, b: Gathered<TalkFacts>): number {
  const [[first], [second]] = [a.threads, b.threads]
  return (
    first.clipPosition - second.clipPosition ||
    compare(first.clipId, second.clipId) ||
    (a.startMs ?? -1) - (b.startMs ?? -1)
  )
}

/** The thread whose words stand for a moment: the one that by itself weighs most, and of equal ones the first. */
export function leading<Facts extends TalkFacts>({ threads }: Gathered<Facts>): Facts {
  const alone = (thread: Facts) => weigh({ threads: [thread], startMs: null, endMs: null })
  return threads.reduce((best, thread) => (alone(thread) > alone(best) ? thread : best))
}
