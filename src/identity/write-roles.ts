import type { Db } from '../platform/db/schema.ts'
import type { OrganisationId, PersonId } from '../platform/ids.ts'
import type { RoleScope } from './find-role-scope.ts'
import type { Role } from './roles.ts'

interface Granted {
  readonly organisationId: OrganisationId
  readonly personId: PersonId
  readonly roles: readonly Role[]
  readonly scope: RoleScope
  readonly grantedBy: PersonId
}

/** Gives roles, in the caller's transaction; those held already stay as they are. Answers how many were new. */
export async function writeRoles(
  db: Db,
  { organisationId, personId, roles, scope, grantedBy }: Granted,
): Promise<number> {
  if (roles.length === 0) return 0
  const written = await db
    .insertInto('roleGrants')
    .values(
      roles.map((role) => ({
        ...{ organisationId, personId, role, grantedBy },
        districtId: role === 'district partner' ? scope.districtId : null,
        siteId: role === 'site leader' ? scope.siteId : null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(written.numInsertedOrUpdatedRows ?? 0n)
}

export const endRoles = (db: Db, personId: PersonId) =>
  db.deleteFrom('roleGrants').where('personId', '=', personId).execute()
