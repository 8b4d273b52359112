import type { Db } from '../platform/db/schema.ts'
import type { OrganisationId, PersonId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import type { Viewer } from './viewer.ts'

/** Who sees to privacy in an organisation: its privacy officers; where there is none, its administrators. */
export async function findPrivacyOffice(db: Db, organisationId: OrganisationId): Promise<PersonId[]> {
  const holders = await db
    .selectFrom('roleGrants')
    .innerJoin('people', 'people.id', 'roleGrants.personId')
    .select(['people.id', 'roleGrants.role'])
    .where('people.organisationId', '=', organisationId)
    .where('people.state', '=', 'active')
    .where('roleGrants.role', 'in', ['privacy officer', 'administrator'])
    .orderBy('people.id')
    .execute()
  const of = (role: string) => holders.filter((holder) => holder.role === role).map(({ id }) => id)
  const officers = of('privacy officer')
  return officers.length > 0 ? officers : of('administrator')
}

/** Refuses with 403 whoever does not see to privacy in their organisation. It never lets anyone watch. */
export async function requirePrivacyOffice(db: Db, viewer: Viewer): Promise<void> {
  const office = await findPrivacyOffice(db, viewer.organisationId)
  authorize(office.includes(viewer.personId), 'This is for people who are privacy officer here.')
}
