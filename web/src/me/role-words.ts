import type { Me } from '../../../src/identity/schemas.ts'
import { type MessageKey, t } from '../messages/messages.ts'

export type Role = Me['roles'][number]

const roleKeys = {
  teacher: 'role.teacher',
  'teacher leader': 'role.teacher-leader',
  'program coach': 'role.program-coach',
  administrator: 'role.administrator',
  'roster manager': 'role.roster-manager',
  'privacy officer': 'role.privacy-officer',
  'site leader': 'role.site-leader',
  'district partner': 'role.district-partner',
} as const satisfies Record<Role, MessageKey>

/** What a role is called. Where it is not known here, as the API calls it. */
export const roleWords = (role: string): string =>
  Object.hasOwn(roleKeys, role) ? t(roleKeys[role as Role]) : role
