import { language, t } from '../messages/messages.ts'
import { isCalendarYear } from './year-of.ts'

/** “November 2026”, of a month as in `2026-11`. */
export const monthInWords = (month: string): string =>
  new Intl.DateTimeFormat(language(), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T12:00:00Z`),
  )

/** “2026–27”, or “2026” where it is the calendar's. */
export const schoolYearInWords = (year: number, schoolYearEnds: string): string =>
  isCalendarYear(schoolYearEnds)
    ? String(year)
    : t('year.school-year', { from: String(year), to: String((year + 1) % 100).padStart(2, '0') })
