import type { NewMembership } from '../cohorts/write-memberships.ts'
import type { PersonNow } from '../identity/change-people.ts'
import type { Role } from '../identity/roles.ts'
import type { Rates } from '../identity/write-evaluators.ts'
import type { DistrictNow, SiteNow } from '../identity/write-places.ts'
import type { CohortId, PersonId } from '../platform/ids.ts'
import type { RosterChange } from './schemas.ts'

export interface RefNow {
  readonly kind: 'person' | 'cohort' | 'district' | 'site'
  readonly externalId: string
  readonly entityId: string
  readonly isDropped: boolean
}

/** Everything that applying a list would write, and what people are told of it. */
export class Plan {
  readonly refs: RefNow[] = []
  readonly districts: DistrictNow[] = []
  readonly sites: SiteNow[] = []
  readonly added: (PersonNow & { readonly roles: readonly Role[] })[] = []
  readonly changed: PersonNow[] = []
  readonly roles: { readonly personId: PersonId; readonly role: Role }[] = []
  readonly departed: PersonId[] = []
  readonly cohorts: { readonly id: CohortId; readonly name: string }[] = []
  readonly memberships: NewMembership[] = []
  readonly evaluators: { noted: Rates[]; dropped: Rates[] } = { noted: [], dropped: [] }
  /** Who is touched by any of it, but neither new nor leaving. */
  readonly touched = new Set<PersonId>()
  readonly told: RosterChange[] = []
  readonly counts: Record<RosterChange['what'], number> = {
    ...{ add: 0, change: 0, return: 0, depart: 0, join: 0, invite: 0, stay: 0 },
    ...{ 'add cohort': 0, 'add place': 0, 'change place': 0 },
  }

  tell(change: RosterChange): void {
    this.counts[change.what] += 1
    if (this.told.length < 200) this.told.push(change)
  }
}
