import type { PersonId } from '../platform/ids.ts'
import type { Known } from './find-known.ts'
import type { Plan } from './plan.ts'
import type { Planned } from './plan-people.ts'
import type { Roster } from './roster.ts'

/**
 * Who this source brought and names no more leaves, unless another source names them too, they administer, or they
 * are the one who sends the list.
 */
export function planDepartures(
  roster: Roster,
  here: readonly Planned[],
  { known, plan, importer }: { known: Known; plan: Plan; importer: PersonId },
): void {
  const named = new Set(roster.people.map(({ externalId }) => externalId))
  const present = new Set(here.map(({ id }) => id))
  for (const [externalId, ref] of known.refs.person) {
    const isGone = roster.gone.has(externalId) || (roster.isWhole && !named.has(externalId))
    if (!isGone || ref.isDropped) continue
    plan.refs.push({ kind: 'person', externalId, entityId: ref.id, isDropped: true })
    const person = known.people.get(ref.id)
    if (person?.state !== 'active' || person.elsewhere || present.has(person.id)) continue
    if (person.roles.includes('administrator') || person.id === importer) {
      plan.tell({ what: 'stay', name: person.name, from: 'active', to: 'active' })
      continue
    }
    plan.departed.push(person.id)
    plan.tell({ what: 'depart', name: person.name, from: null, to: null })
  }
}
