import type { Report } from '../../../src/reports/schemas.ts'
import { t } from '../messages/messages.ts'
import { cellName, measures } from './report-words.ts'

/** A report as a spreadsheet reads it; a number that is not told is an empty cell. */
export function reportCsv({ month, by, cells }: Report): string {
  const head = [
    t('records.month'),
    t(by === 'site' ? 'admin.site' : 'records.cohort'),
    ...measures.map(({ key }) => t(key)),
  ]
  const rows = cells.map((cell) => [month, cellName(cell), ...measures.map(({ of }) => `${cell[of] ?? ''}`)])
  // Excel takes a file for UTF-8 only where it begins with the mark.
  return `\uFEFF${[head, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('')}`
}

/** A cohort’s name that begins like a formula would be worked out by a spreadsheet. */
const quoted = (cell: string): string => {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
