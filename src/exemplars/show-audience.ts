import type { Db } from '../platform/db/schema.ts'
import type { CohortId, DistrictId, OrganisationId, SiteId } from '../platform/ids.ts'
import type { AudienceKind } from './kinds.ts'
import type { Audience } from './schemas.ts'

/** Of the ids, the one that its kind needs; an organisation's needs none. */
export interface AudienceRow {
  readonly kind: AudienceKind
  readonly cohortId: CohortId | null
  readonly siteId: SiteId | null
  readonly districtId: DistrictId | null
}

/** The audience that a nomination asks for. */
export const askedOf = (exemplar: {
  readonly askedKind: AudienceRow['kind']
  readonly askedCohortId: AudienceRow['cohortId']
  readonly askedSiteId: AudienceRow['siteId']
  readonly askedDistrictId: AudienceRow['districtId']
}): AudienceRow => ({
  kind: exemplar.askedKind,
  cohortId: exemplar.askedCohortId,
  siteId: exemplar.askedSiteId,
  districtId: exemplar.askedDistrictId,
})

/** An audience as the API answers it, by name. */
export async function showAudience(
  db: Db,
  organisationId: OrganisationId,
  { kind, cohortId, siteId, districtId }: AudienceRow,
): Promise<Audience> {
  const named = await (cohortId
    ? db.selectFrom('cohorts').select('name').where('id', '=', cohortId)
    : siteId
      ? db.selectFrom('sites').select('name').where('id', '=', siteId)
      : districtId
        ? db.selectFrom('districts').select('name').where('id', '=', districtId)
        : db.selectFrom('organisations').select('name').where('id', '=', organisationId)
  ).executeTakeFirst()
  return { kind, id: cohortId ?? siteId ?? districtId, name: named?.name ?? null }
}
