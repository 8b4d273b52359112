import type { Db } from '../platform/db/schema.ts'
import { type CohortId, newId, type OrganisationId, type PersonId, type SiteId } from '../platform/ids.ts'
import type { Kind } from './kinds.ts'
import type { Part } from './parts.ts'

interface NewCohort {
  readonly organisationId: OrganisationId
  readonly name: string
  readonly focus: string | null
  readonly norms?: string | null
  readonly kind?: Kind
  readonly siteId?: SiteId | null
  readonly members: readonly { personId: PersonId; part: Part }[]
}

/** Makes a cohort with its first members, in the caller's transaction. */
export async function createCohort(db: Db, { members, ...cohort }: NewCohort): Promise<CohortId> {
  const id = newId<CohortId>()
  const { organisationId } = cohort
  await db
    .insertInto('cohorts')
    .values({ ...cohort, id })
    .execute()
  if (members.length > 0) {
    await db
      .insertInto('memberships')
      .values(members.map((member) => ({ organisationId, cohortId: id, ...member })))
      .execute()
  }
  return id
}
