import { type CohortId, newId, type PersonId } from '../platform/ids.ts'
import type { Known } from './find-known.ts'
import type { Plan } from './plan.ts'
import type { Planned } from './plan-people.ts'
import type { Roster, RosterErrors } from './roster.ts'

interface Planning {
  readonly known: Known
  readonly plan: Plan
  readonly errors: RosterErrors
  readonly importer: PersonId
}

/**
 * People join the cohorts they are listed in. Nobody is taken out of one by a list, and who left one is not put back
 * by it; who comes back to the organisation joins anew what they are listed in. Where clips are shared already, a list
 * lets nobody in, for it would let them watch: those who run the cohort invite them.
 */
export function planCohorts(roster: Roster, here: readonly Planned[], planning: Planning): void {
  const { known, plan, errors, importer } = planning
  const open = Map.groupBy(known.cohorts.values(), ({ name }) => name.toLowerCase())
  const found = new Map<string, CohortId | 'several'>()
  for (const { id, listed, isBack, isNew } of here) {
    const memberships = known.memberships.get(id) ?? []
    for (const { cohort, part } of listed.cohorts) {
      const name = roster.cohorts.get(cohort) ?? cohort
      const cohortId = found.get(cohort) ?? findOrPlan(cohort, name)
      found.set(cohort, cohortId)
      if (cohortId === 'several') {
        errors.add(listed.at, 'cohort', 'Several cohorts have this name here.')
        continue
      }
      const before = memberships.filter((membership) => membership.cohortId === cohortId)
      const stays = before.some(({ leftAt }) => leftAt === null)
      if (stays || (before.length > 0 && !isBack)) continue
      if (id === importer) {
        errors.add(listed.at, 'cohort', 'Nobody puts themselves into a cohort by a list. Ask to be invited.')
        continue
      }
      if (known.cohorts.get(cohortId)?.shares) {
        plan.tell({ what: 'invite', name: listed.name ?? '', field: part, from: null, to: name })
        continue
      }
      plan.memberships.push({ cohortId, personId: id, part })
      plan.tell({ what: 'join', name: listed.name ?? '', field: part, from: null, to: name })
      if (!isNew) plan.touched.add(id)
    }
  }

  function findOrPlan(externalId: string, name: string): CohortId | 'several' {
    const ref = known.refs.cohort.get(externalId)
    // One that was closed is past: the list speaks of another one of that name.
    if (ref && known.cohorts.has(ref.id)) return ref.id
    const [namesake, another] = open.get(name.toLowerCase()) ?? []
    if (another) return 'several'
    const id = namesake?.id ?? newId<CohortId>()
    if (!namesake) {
      plan.cohorts.push({ id, name })
      plan.tell({ what: 'add cohort', name, from: null, to: name })
    }
    plan.refs.push({ kind: 'cohort', externalId, entityId: id, isDropped: false })
    return id
  }
}
