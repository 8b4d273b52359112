/** A cohort's share in one number: how many people stand behind it, and the number itself. */
export interface Part {
  readonly id: string
  /** The site it belongs to; cohorts of no site are together, as those of one are. */
  readonly site: string | null
  readonly people: number
  readonly amount: number
}

/** What is given of a site, or of the cohorts of none. */
interface ToldSite {
  readonly amount: number
  readonly cohorts: ReadonlyMap<string, number>
  /** Its cohorts that are not told one by one, together; null where all of them are. */
  readonly others: number | null
}

/** What is given: null stands for what is not told, or not there. */
export interface Told {
  readonly total: number | null
  readonly sites: ReadonlyMap<string | null, ToldSite>
  /** The sites that are not told one by one, together. */
  readonly otherSites: number | null
}

/**
 * Tells sums over cohorts, sites and the whole so that nobody can work out one behind which stand fewer than `k` people.
 * Everybody is in one cohort, every cohort in one site, and a cohort is told only where its site is: so all that can be
 * worked out are sums over what is left of the whole, or of a site, when the parts of it that are told are taken away.
 */
export function hideSmall(parts: readonly Part[], k: number): Told {
  if (peopleIn(parts) < k) return { total: null, sites: new Map(), otherSites: null }
  const sites = [...Map.groupBy(parts, ({ site }) => site)].map(([site, cohorts]) => ({
    ...{ id: site ?? '', site, cohorts },
    ...{ people: peopleIn(cohorts), amount: amountOf(cohorts) },
  }))
  const { shown, hidden } = split(sites, k)
  return {
    total: amountOf(parts),
    sites: new Map(
      shown.map(({ site, cohorts, amount }) => {
        const within = split(cohorts, k)
        const told = new Map(within.shown.map((cohort) => [cohort.id, cohort.amount]))
        return [site, { amount, cohorts: told, others: restOf(within.hidden) }]
      }),
    ),
    otherSites: restOf(hidden),
  }
}

type Share = Pick<Part, 'id' | 'people' | 'amount'>

/**
 * What is told one by one, and what only as a sum: the small, if there are, with one more where that sum would tell too
 * much. Which one does not depend on the numbers: that it was the smallest, say, would tell somebody who knows how it is
 * done where the others lie.
 */
function split<S extends Share>(shares: readonly S[], k: number) {
  const shown = shares.filter(({ people }) => people >= k)
  const hidden = shares.filter(({ people }) => people < k)
  const people = peopleIn(hidden)
  // As many as there can be says of each that it is of k − 1.
  if (hidden.length === 0 || (people >= k && people < hidden.length * (k - 1))) return { shown, hidden }
  const [first] = shown.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return first
    ? { shown: shown.filter((share) => share !== first), hidden: [...hidden, first] }
    : { shown, hidden }
}

const restOf = (hidden: readonly Share[]): number | null => (hidden.length === 0 ? null : amountOf(hidden))
const peopleIn = (shares: readonly Pick<Share, 'people'>[]): number =>
  shares.reduce((sum, { people }) => sum + people, 0)
const amountOf = (shares: readonly Pick<Share, 'amount'>[]): number =>
  shares.reduce((sum, { amount }) => sum + amount, 0)
