import { type ThreadKind, threadKinds } from '../threads/kinds.ts'

/** Fewer voices than these are not a cohort's voice. */
export const leastVoices = 5

/** Of a hundred. Coarse, so that nobody reads one more thread out of it. */
const step = 5

/**
 * How often each kind was chosen, in steps of five of a hundred that add up to a hundred: each gets its whole steps, the steps
 * that are left go to those that lack least to the next one, of equal ones in the order of kinds.
 */
export function sharesOf(counts: ReadonlyMap<ThreadKind, number>): { kind: ThreadKind; share: number }[] {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const steps = 100 / step
  const shares = threadKinds.map((kind, place) => {
    const parts = (counts.get(kind) ?? 0) * steps
    return { kind, place, whole: all === 0 ? 0 : Math.floor(parts / all), rest: all === 0 ? 0 : parts % all }
  })
  const left = all === 0 ? 0 : steps - shares.reduce((sum, { whole }) => sum + whole, 0)
  const more = shares
    .toSorted((a, b) => b.rest - a.rest || a.place - b.place)
    .slice(0, left)
    .map(({ kind }) => kind)
  return shares.map(({ kind, whole }) => ({ kind, share: (whole + (more.includes(kind) ? 1 : 0)) * step }))
}
