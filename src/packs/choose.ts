import type { Gathered, TalkFacts } from './gather-moments.ts'

/** What a facilitator said of a thread, and with it of the moment that it belongs to. */
export interface Choice {
  readonly threadId: string
  readonly choice: 'taken' | 'left out'
  readonly position: number
}

export interface Chosen<Facts extends TalkFacts> {
  /** What is taken to the room, in its order there. */
  readonly isIn: readonly Gathered<Facts>[]
  /** The others, by rank. */
  readonly others: readonly Gathered<Facts>[]
}

/** As many as fit on paper. */
export const mostTaken = 8
/** As many as can be talked about in one meeting. */
const proposed = 6

/**
 * What goes to the room. As long as nobody chose anything that is the moments of most talk. What somebody touched stays as
 * they left it: then it is what was taken, in their order, whatever is said afterwards.
 */
export function choose<Facts extends TalkFacts>(
  ranked: readonly Gathered<Facts>[],
  choices: readonly Choice[],
): Chosen<Facts> {
  if (choices.length === 0) return { isIn: ranked.slice(0, proposed), others: ranked.slice(proposed) }
  const isIn = ranked
    .flatMap((moment, rank) => {
      const choice = choiceOf(moment, choices)
      return choice?.choice === 'taken' ? { moment, rank, position: choice.position } : []
    })
    .toSorted((a, b) => a.position - b.position || a.rank - b.rank)
    .slice(0, mostTaken)
    .map(({ moment }) => moment)
  return { isIn, others: ranked.filter((moment) => !isIn.includes(moment)) }
}

/** Where talk came to be between two moments that were chosen each for itself, what is to be shown wins. */
export function choiceOf({ threads }: Gathered<TalkFacts>, choices: readonly Choice[]): Choice | undefined {
  const own = choices
    .filter(({ threadId }) => threads.some((thread) => thread.threadId === threadId))
    .toSorted((a, b) => a.position - b.position)
  return own.find(({ choice }) => choice === 'taken') ?? own[0]
}
