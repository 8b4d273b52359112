import type { Db } from '../platform/db/schema.ts'
import { authorize } from '../platform/problems.ts'
import type { Role } from './roles.ts'
import type { Viewer } from './viewer.ts'

export async function findRoles(db: Db, viewer: Viewer): Promise<Role[]> {
  const rows = await db
    .selectFrom('roleGrants')
    .select('role')
    .distinct()
    .where('personId', '=', viewer.personId)
    .orderBy('role')
    .execute()
  return rows.map(({ role }) => role as Role)
}

/** Refuses with 403 unless the viewer holds one of these offices. An office never lets anyone watch. */
export async function requireRole(db: Db, viewer: Viewer, ...offices: readonly Role[]): Promise<void> {
  const held = await findRoles(db, viewer)
  authorize(
    held.some((role) => offices.includes(role)),
    `This is for people who are ${offices.join(' or ')} here.`,
  )
}
