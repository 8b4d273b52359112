import type { PersonNow } from '../identity/change-people.ts'
import { newId, type PersonId } from '../platform/ids.ts'
import type { Known, KnownPerson } from './find-known.ts'
import type { Plan } from './plan.ts'
import type { SiteOf } from './plan-places.ts'
import type { ListedPerson, Roster, RosterErrors } from './roster.ts'

/** Who a listed person is here. */
export interface Planned {
  readonly id: PersonId
  readonly listed: ListedPerson
  readonly isNew: boolean
  readonly isBack: boolean
}

interface Planning {
  readonly known: Known
  readonly plan: Plan
  readonly siteOf: SiteOf
  readonly errors: RosterErrors
}

/**
 * Finds who the listed people are, by what the source called them before, else by their e-mail, and what about them
 * is different. Answers those who are here afterwards.
 */
export function planPeople({ people }: Roster, planning: Planning): Planned[] {
  const { known, errors } = planning
  const rows = new Map<string, number>()
  const taken = new Set<PersonId>()
  for (const { externalId, email, at } of people) {
    const ref = known.refs.person.get(externalId)
    if (ref) taken.add(ref.id)
    const before = email === undefined ? undefined : rows.get(email)
    if (before !== undefined) errors.add(at, 'email', `Row ${before} has the same e-mail.`)
    if (email !== undefined) rows.set(email, at.row)
  }
  if (errors.any) return []
  return people.flatMap((listed) => planPerson(listed, taken, planning) ?? [])
}

function planPerson(listed: ListedPerson, taken: Set<PersonId>, planning: Planning): Planned | undefined {
  const { known, plan, errors } = planning
  const ref = known.refs.person.get(listed.externalId)
  let person = ref && known.people.get(ref.id)
  // Somebody left by hand, or deleted their account, while the source goes on naming them: so they stay.
  if (ref && !ref.isDropped && person && person.state !== 'active') {
    plan.tell({ what: 'stay', name: listed.name ?? person.name, from: person.state, to: person.state })
    return undefined
  }
  if (person?.state === 'erased') person = undefined
  if (!person && listed.email !== undefined) {
    const namesake = known.byEmail.get(listed.email)
    if (namesake && !taken.has(namesake.id)) person = namesake
  }
  const siteId = siteIdOf(listed, planning)
  if (!person) return planNewcomer(listed, siteId ?? null, planning)

  taken.add(person.id)
  const isBack = person.state === 'departed'
  const now = {
    id: person.id,
    name: listed.name ?? person.name,
    email: emailFor(person, listed, known, plan, errors),
    siteId: siteId === undefined ? person.siteId : siteId,
  }
  tellDifferences(person, now, plan)
  const roles = listed.roles.filter((role) => !person.roles.includes(role))
  for (const role of roles) {
    plan.roles.push({ personId: person.id, role })
    plan.tell({ what: 'change', name: now.name, field: 'role', from: null, to: role })
    plan.touched.add(person.id)
  }
  if (!ref || ref.isDropped || ref.id !== person.id) {
    plan.refs.push({ kind: 'person', externalId: listed.externalId, entityId: person.id, isDropped: false })
    plan.touched.add(person.id)
  }
  return { id: person.id, listed, isNew: false, isBack }
}

function planNewcomer(
  listed: ListedPerson,
  siteId: PersonNow['siteId'],
  { plan, errors }: Planning,
): Planned | undefined {
  const { externalId, name, email, roles } = listed
  if (name === undefined || email === undefined) {
    errors.add(listed.at, 'userSourcedId', 'There is no such user in users.csv.')
    return undefined
  }
  const id = newId<PersonId>()
  plan.added.push({ id, name, email, siteId, roles })
  plan.refs.push({ kind: 'person', externalId, entityId: id, isDropped: false })
  plan.tell({ what: 'add', name, from: null, to: email })
  return { id, listed, isNew: true, isBack: false }
}

/** The first school among their places. */
function siteIdOf({ orgs }: ListedPerson, { siteOf, errors }: Planning): PersonNow['siteId'] | undefined {
  if (!orgs) return undefined
  const sites = orgs.map(({ org, at }) => {
    const site = siteOf(org)
    if (site === undefined) errors.add(at, 'orgSourcedId', 'There is no such organisation in orgs.csv.')
    return site
  })
  return sites.find((site) => site !== null && site !== undefined) ?? null
}

/**
 * Whoever reads a mailbox can sign in by a link sent there. So a list gives somebody who signs in already no other
 * address: that would hand their clips to whoever keeps the list.
 */
function emailFor(person: KnownPerson, listed: ListedPerson, known: Known, plan: Plan, errors: RosterErrors) {
  const current = person.email ?? ''
  const { email = current } = listed
  if (email === current.toLowerCase()) return current
  if (person.signsIn) {
    plan.tell({ what: 'stay', name: listed.name ?? person.name, field: 'email', from: current, to: current })
    return current
  }
  const other = known.byEmail.get(email)
  if (other && other.id !== person.id) errors.add(listed.at, 'email', 'This e-mail is somebody else’s here.')
  return email
}

function tellDifferences(person: KnownPerson, now: PersonNow, plan: Plan): void {
  const fields = (['name', 'email', 'siteId'] as const).filter((field) => person[field] !== now[field])
  const isBack = person.state === 'departed'
  if (fields.length === 0 && !isBack) return
  plan.changed.push(now)
  plan.touched.add(person.id)
  if (isBack) plan.tell({ what: 'return', name: now.name, from: null, to: null })
  for (const field of fields) {
    const [from, to] = field === 'siteId' ? [null, null] : [person[field], now[field]]
    plan.tell({ what: 'change', name: now.name, field: field === 'siteId' ? 'site' : field, from, to })
  }
}
