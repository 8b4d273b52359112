import type { Db } from '../platform/db/schema.ts'
import type { DistrictId, PersonId, SiteId } from '../platform/ids.ts'
import type { RoleScopeBody } from './administration-schemas.ts'
import { appendAudit } from './append-audit.ts'
import { findPerson } from './find-person.ts'
import { requireRole } from './find-roles.ts'
import { holdAdministrators, keepAnAdministrator } from './keep-administrator.ts'
import type { Role } from './roles.ts'
import type { Viewer } from './viewer.ts'

/**
 * An administrator takes a role from a person: for one site or district where one is named, else altogether. The last
 * administrator keeps theirs: refuses with 409, also when two go at once.
 */
export const revokeRole = (
  db: Db,
  viewer: Viewer,
  personId: PersonId,
  role: Role,
  asked: RoleScopeBody,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await holdAdministrators(trx, viewer.organisationId)
    await requireRole(trx, viewer, 'administrator')
    const person = await findPerson(trx, viewer, personId)
    const { districtId, siteId } = asked ?? {}
    const revoked = await trx
      .deleteFrom('roleGrants')
      .where('personId', '=', person.id)
      .where('role', '=', role)
      .$if(districtId !== undefined, (query) => query.where('districtId', '=', districtId as DistrictId))
      .$if(siteId !== undefined, (query) => query.where('siteId', '=', siteId as SiteId))
      .returning('role')
      .execute()
    if (revoked.length === 0) return
    if (role === 'administrator') await keepAnAdministrator(trx, viewer.organisationId)
    await appendAudit(trx, viewer, 'revoke-role', {
      ...{ personId, role, districtId: districtId ?? null, siteId: siteId ?? null },
    })
  })
