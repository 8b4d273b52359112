import type { AdministeredPerson } from '../../../src/identity/administration-schemas.ts'
import { roleWords } from '../me/role-words.ts'
import { listInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'

export type ScopedRole = AdministeredPerson['roles'][number]

/** “site leader (Oak School)”. */
export const roleInWords = ({ role, site, district }: ScopedRole): string => {
  const place = site?.name ?? district?.name
  return place ? t('admin.role-of', { role: roleWords(role), place }) : roleWords(role)
}

export const rolesInWords = (roles: readonly ScopedRole[]): string =>
  roles.length === 0 ? t('admin.none') : listInWords(roles.map(roleInWords))
