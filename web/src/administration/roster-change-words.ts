import type { RosterChange } from '../../../src/rosters/schemas.ts'
import { roleWords } from '../me/role-words.ts'
import { t } from '../messages/messages.ts'

/** One change of a list in words. A field that is not known here is called as the API calls it. */
export function changeInWords({ what, name, field, from, to }: RosterChange): string {
  switch (what) {
    case 'add':
      return t('records.change-add', { name })
    case 'return':
      return t('records.change-return', { name })
    case 'depart':
      return t('records.change-depart', { name })
    case 'stay':
      return t('records.change-stay', { name })
    case 'join':
      return t('records.change-join', { name, cohort: to ?? '' })
    case 'invite':
      return t('records.change-invite', { name, cohort: to ?? '' })
    case 'add cohort':
      return t('records.change-cohort', { name })
    case 'add place':
      return t('records.change-place', { name })
    case 'change place':
      return t('records.change-place-name', { name, from: from ?? '' })
    case 'change':
      if (field === 'role') return t('records.change-role', { name, role: roleWords(to ?? '') })
      return from === null || to === null
        ? t('records.change-other', { name, field: fieldWords(field) })
        : t('records.change-field', { name, field: fieldWords(field), from, to })
  }
}

const fields = {
  name: 'records.field-name',
  email: 'records.field-email',
  site: 'records.field-site',
} as const

const fieldWords = (field = ''): string =>
  Object.hasOwn(fields, field) ? t(fields[field as keyof typeof fields]) : field
