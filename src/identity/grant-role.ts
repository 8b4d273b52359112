import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import type { RoleScopeBody } from './administration-schemas.ts'
import { appendAudit } from './append-audit.ts'
import { holdActivePerson } from './find-person.ts'
import { findRoleScope } from './find-role-scope.ts'
import { requireRole } from './find-roles.ts'
import type { Role } from './roles.ts'
import type { Viewer } from './viewer.ts'
import { writeRoles } from './write-roles.ts'

/** An administrator gives a person a role. It lets them do something; it never lets them watch anything. */
export const grantRole = (
  db: Db,
  viewer: Viewer,
  personId: PersonId,
  role: Role,
  asked: RoleScopeBody,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await requireRole(trx, viewer, 'administrator')
    const person = await holdActivePerson(trx, viewer, personId)
    const scope = await findRoleScope(trx, viewer, [role], asked ?? {})
    const { organisationId, personId: grantedBy } = viewer
    const given = await writeRoles(trx, {
      organisationId,
      personId: person.id,
      roles: [role],
      scope,
      grantedBy,
    })
    if (given > 0) await appendAudit(trx, viewer, 'grant-role', { personId, role, ...scope })
  })
