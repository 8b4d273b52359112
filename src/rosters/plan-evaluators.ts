import type { Rates } from '../identity/write-evaluators.ts'
import type { PersonId, SiteId } from '../platform/ids.ts'
import type { Known } from './find-known.ts'
import type { Plan } from './plan.ts'
import type { Planned } from './plan-people.ts'
import type { SiteOf } from './plan-places.ts'
import type { Roster } from './roster.ts'

interface Planning {
  readonly known: Known
  readonly plan: Plan
  readonly siteOf: SiteOf
}

/** Who leads a school rates those who teach there for employment. That is noted, and gives nobody a view of anything. */
export function planEvaluators(
  { isWhole }: Roster,
  here: readonly Planned[],
  { known, plan, siteOf }: Planning,
): void {
  const leaders = new Map<SiteId, Set<PersonId>>()
  const teachers = new Map<SiteId, Set<PersonId>>()
  const put = (at: Map<SiteId, Set<PersonId>>, site: SiteId | null | undefined, id: PersonId) => {
    if (!site) return
    const there = at.get(site)
    if (there) there.add(id)
    else at.set(site, new Set([id]))
  }
  for (const { id, listed } of here) {
    for (const org of listed.teachesAt) put(teachers, siteOf(org), id)
    for (const org of listed.leads) put(leaders, siteOf(org), id)
  }
  const ours = new Set([...known.refs.person.values()].map(({ id }) => id))
  const leaving = new Set(plan.departed)
  const byRoster = known.evaluators.filter(
    ({ source, evaluatorId, evaluateeId }) =>
      source === 'roster' && ours.has(evaluatorId) && ours.has(evaluateeId),
  )
  if (!isWhole) addStanding()

  const key = ({ evaluatorId, evaluateeId }: Rates) => `${evaluatorId} ${evaluateeId}`
  const standing = new Set(known.evaluators.map(key))
  const wanted = new Set<string>()
  for (const [site, there] of teachers) {
    for (const evaluatorId of leaders.get(site) ?? []) {
      for (const evaluateeId of there) {
        if (evaluatorId === evaluateeId) continue
        const rates = { evaluatorId, evaluateeId }
        if (wanted.has(key(rates))) continue
        wanted.add(key(rates))
        if (!standing.has(key(rates))) plan.evaluators.noted.push(rates)
      }
    }
  }
  for (const rates of byRoster) {
    const ends = isWhole
      ? !wanted.has(key(rates))
      : leaving.has(rates.evaluatorId) || leaving.has(rates.evaluateeId)
    if (ends) plan.evaluators.dropped.push({ evaluatorId: rates.evaluatorId, evaluateeId: rates.evaluateeId })
  }

  /** A delta names few: whom it meets at a school was listed before. */
  function addStanding(): void {
    for (const { evaluatorId, evaluateeId } of byRoster) {
      const site = known.people.get(evaluatorId)?.siteId
      if (leaving.has(evaluatorId) || site !== known.people.get(evaluateeId)?.siteId) continue
      put(leaders, site, evaluatorId)
    }
    for (const id of ours) {
      const person = known.people.get(id)
      if (person?.state !== 'active' || leaving.has(id) || !person.roles.includes('teacher')) continue
      put(teachers, person.siteId, id)
    }
  }
}
