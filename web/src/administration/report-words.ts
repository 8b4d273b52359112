import type { ReportCell } from '../../../src/reports/schemas.ts'
import { t } from '../messages/messages.ts'

export const measures = [
  { of: 'activePeople', key: 'records.active-people' },
  { of: 'clipsShared', key: 'records.clips-shared' },
  { of: 'comments', key: 'records.comments' },
] as const

/** What a row of a report is about. */
export function cellName({ kind, name }: Pick<ReportCell, 'kind' | 'name'>): string {
  if (kind === 'total') return t('records.total')
  if (kind === 'no site') return t('records.no-site')
  if (kind === 'others') return name === null ? t('records.others') : t('records.others-in', { site: name })
  return name ?? ''
}
