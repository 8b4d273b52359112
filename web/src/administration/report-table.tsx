import type { Report, ReportCell } from '../../../src/reports/schemas.ts'
import { language, t } from '../messages/messages.ts'
import { Table } from '../office/table.tsx'
import { cellName, measures } from './report-words.ts'

/** The numbers of a month. What is not told is a dash, and says so to those who hear it. */
export function ReportTable({ report, title }: { readonly report: Report; readonly title: string }) {
  return (
    <Table
      caption={t('records.report-caption', { month: title })}
      rows={report.cells}
      keyOf={({ kind, id, siteId }) => `${kind} ${id} ${siteId}`}
      columns={[
        { head: t(report.by === 'site' ? 'admin.site' : 'records.cohort'), cell: cellName },
        ...measures.map(({ of, key }) => ({
          head: t(key),
          isNumber: true,
          cell: (cell: ReportCell) => {
            const value = cell[of]
            return value === null ? (
              <>
                <span aria-hidden="true">–</span>
                <span class="visually-hidden">{t('records.not-told')}</span>
              </>
            ) : (
              value.toLocaleString(language())
            )
          },
        })),
      ]}
    />
  )
}
