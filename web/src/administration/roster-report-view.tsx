import type { RosterReport } from '../../../src/rosters/schemas.ts'
import { t } from '../messages/messages.ts'
import { Table } from '../office/table.tsx'
import { changeInWords } from './roster-change-words.ts'

/** What a list did or would do, in words: how many of each, what is wrong with it, and the first changes one by one. */
export function RosterReportView({ report }: { readonly report: RosterReport }) {
  const { errors, firstChanges } = report
  return (
    <>
      {errors.length === 0 && (
        <ul class="bullets">
          {countsInWords(report).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {errors.length > 0 && (
        <>
          <h3>{t('records.faults', { count: errors.length })}</h3>
          <Table
            caption={t('records.faults', { count: errors.length })}
            rows={errors}
            keyOf={({ file, row, column, message }) => `${file} ${row} ${column} ${message}`}
            columns={[
              {
                head: t('records.fault-where'),
                cell: ({ file, row }) => t('records.fault-at', { file, row: `${row}` }),
              },
              { head: t('records.fault-column'), cell: ({ column }) => column || t('admin.none') },
              // The server tells them in English only.
              { head: t('records.fault-what'), cell: ({ message }) => <span lang="en">{message}</span> },
            ]}
          />
        </>
      )}
      {firstChanges.length > 0 && (
        <details>
          <summary>{t('records.first-changes', { count: firstChanges.length })}</summary>
          <ul class="bullets">
            {firstChanges.map((change) => (
              <li key={JSON.stringify(change)}>{changeInWords(change)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function countsInWords(report: RosterReport): string[] {
  const { cohorts, places, evaluators } = report
  const said = [
    [report.toAdd, 'records.count-add'],
    [report.toChange, 'records.count-change'],
    [report.toDepart, 'records.count-depart'],
    [report.unchanged, 'records.count-same'],
    [cohorts.toAdd, 'records.count-cohorts'],
    [cohorts.toJoin, 'records.count-join'],
    [cohorts.toInvite, 'records.count-invite'],
    [places.toAdd, 'records.count-places'],
    [places.toChange, 'records.count-places-change'],
    [evaluators.toAdd, 'records.count-evaluators'],
    [evaluators.toDrop, 'records.count-evaluators-drop'],
    [report.skipped, 'records.count-skipped'],
  ] as const
  const words = said.filter(([count]) => count > 0).map(([count, key]) => t(key, { count }))
  return words.length > 0 ? words : [t('records.count-nothing')]
}
