import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { Report } from '../../../src/reports/schemas.ts'
import { isNotHere } from '../api/problem.ts'
import { language, t } from '../messages/messages.ts'
import { oneOf } from '../office/fetch-pages.ts'
import { forRoom, OfficeFrame } from '../office/office-frame.tsx'
import { Button } from '../parts/button.tsx'
import { Select } from '../parts/field.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { monthsBefore } from './months-before.ts'
import { ReportTable } from './report-table.tsx'
import { reportCsv } from './write-report-csv.ts'

export const ReportPage = forRoom('reports', Participation)

/** That the learning is alive, by numbers behind which enough people stand. */
function Participation() {
  const months = monthsBefore(new Date())
  const [month, setMonth] = useState(months[0] ?? '')
  const [by, setBy] = useState<Report['by']>('cohort')
  const report = useQuery(oneOf<Report>('/api/v1/reports/participation', { month, by }))
  const isBefore = isNotHere(report.error)
  return (
    <OfficeFrame title={t('admin.reports')} about={t('records.report-about')}>
      <div class="search-bar">
        <Select
          id="month"
          label={t('records.month')}
          value={month}
          onChange={(event) => setMonth(event.currentTarget.value)}
        >
          {months.map((each) => (
            <option key={each} value={each}>
              {monthInWords(each)}
            </option>
          ))}
        </Select>
        <RadioChips
          legend={t('records.report-by')}
          value={by}
          options={[
            { value: 'cohort', label: t('records.by-cohort') },
            { value: 'site', label: t('records.by-site') },
          ]}
          onChoose={setBy}
        />
      </div>
      {report.isPending && <Loading />}
      {report.error && !isBefore && <Trouble error={report.error} onRetry={() => void report.refetch()} />}
      {isBefore && <p class="empty">{t('records.report-before')}</p>}
      {report.data?.cells.length === 0 && <p class="empty">{t('records.report-empty')}</p>}
      {report.data && report.data.cells.length > 0 && (
        <>
          <ReportTable report={report.data} title={monthInWords(month)} />
          <p class="hint">{t('records.report-hidden', { k: report.data.k })}</p>
          <div class="actions">
            <Button icon="download" onClick={() => download(report.data)}>
              {t('records.report-download')}
            </Button>
          </div>
        </>
      )}
    </OfficeFrame>
  )
}

const monthInWords = (month: string): string =>
  new Intl.DateTimeFormat(language(), { month: 'long', year: 'numeric' }).format(
    new Date(`${month}-15T12:00`),
  )

/** Made here from what is shown: nothing else can be in it. */
function download(report: Report): void {
  const url = URL.createObjectURL(new Blob([reportCsv(report)], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `interlude-${report.month}-${report.by}.csv`
  link.click()
  // Not at once: a browser may not have begun to read it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
