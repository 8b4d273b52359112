import { type DistrictId, newId, type SiteId } from '../platform/ids.ts'
import type { Known } from './find-known.ts'
import type { Plan } from './plan.ts'
import type { ListedOrg, Roster, RosterErrors } from './roster.ts'

/** What the source calls a place → the site it is, null for a district or what else there is, undefined for nothing. */
export type SiteOf = (externalId: string) => SiteId | null | undefined

/** Districts become districts and schools sites. Places that are gone stay, for whom and what belonged to them. */
export function planPlaces({ orgs }: Roster, known: Known, plan: Plan, errors: RosterErrors): SiteOf {
  const listed = new Map(orgs.map((org) => [org.externalId, org]))
  const districts = new Map<string, DistrictId>()
  const sites = new Map<string, SiteId>()
  for (const [externalId, { id }] of known.refs.district) districts.set(externalId, id)
  for (const [externalId, { id }] of known.refs.site) sites.set(externalId, id)

  for (const { externalId, name } of orgs.filter(({ kind }) => kind === 'district')) {
    const id = districts.get(externalId) ?? newId<DistrictId>()
    const before = known.districts.get(id)
    if (before?.name === name) continue
    districts.set(externalId, id)
    plan.districts.push({ id, name })
    tellPlace(plan, { kind: 'district', externalId, id, name, before: before?.name })
  }
  for (const org of orgs.filter(({ kind }) => kind === 'school')) {
    const { externalId, name } = org
    const districtId = districtAbove(org)
    if (!districtId) continue
    const id = sites.get(externalId) ?? newId<SiteId>()
    const before = known.sites.get(id)
    if (before?.name === name && before.districtId === districtId) continue
    sites.set(externalId, id)
    plan.sites.push({ id, name, districtId })
    tellPlace(plan, { kind: 'site', externalId, id, name, before: before?.name })
  }
  return (externalId) =>
    sites.get(externalId) ?? (listed.has(externalId) || districts.has(externalId) ? null : undefined)

  /** A department may stand in between. */
  function districtAbove(school: ListedOrg): DistrictId | undefined {
    const passed = new Set<string>()
    for (let parent = school.parent; parent !== null; ) {
      const districtId = districts.get(parent)
      if (districtId) return districtId
      const org = listed.get(parent)
      if (!org || passed.has(parent)) {
        errors.add(school.at, 'parentSourcedId', 'There is no such organisation in orgs.csv.')
        return undefined
      }
      passed.add(parent)
      parent = org.parent
    }
    errors.add(school.at, 'parentSourcedId', 'No district stands above this school.')
    return undefined
  }
}

interface Place {
  readonly kind: 'district' | 'site'
  readonly externalId: string
  readonly id: DistrictId | SiteId
  readonly name: string
  readonly before: string | undefined
}

function tellPlace(plan: Plan, { kind, externalId, id, name, before }: Place): void {
  if (before === undefined) plan.refs.push({ kind, externalId, entityId: id, isDropped: false })
  plan.tell({
    what: before === undefined ? 'add place' : 'change place',
    name,
    from: before ?? null,
    to: name,
  })
}
