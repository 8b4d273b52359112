import type { Db } from '../platform/db/schema.ts'
import type { DistrictId, SiteId } from '../platform/ids.ts'
import { malformed } from '../platform/problems.ts'
import { findDistrict } from './find-districts.ts'
import { findSite } from './find-sites.ts'
import type { Role } from './roles.ts'
import type { Viewer } from './viewer.ts'

/** How far a site leader's or a district partner's role goes. */
export interface RoleScope {
  readonly districtId: DistrictId | null
  readonly siteId: SiteId | null
}

interface Asked {
  readonly districtId?: DistrictId | null | undefined
  readonly siteId?: SiteId | null | undefined
}

/** The scope that these roles need, looked up within the organisation. Refuses one that lacks, or that no role needs. */
export async function findRoleScope(
  db: Db,
  viewer: Viewer,
  roles: readonly Role[],
  { districtId = null, siteId = null }: Asked,
): Promise<RoleScope> {
  if (roles.includes('site leader') !== (siteId !== null)) {
    malformed('bad-site', 'A site leader needs a site, and nobody else has one here.')
  }
  if (roles.includes('district partner') !== (districtId !== null)) {
    malformed('bad-district', 'A district partner needs a district, and nobody else has one here.')
  }
  if (siteId) await findSite(db, viewer, siteId)
  if (districtId) await findDistrict(db, viewer, districtId)
  return { districtId, siteId }
}
