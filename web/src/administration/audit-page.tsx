import { useInfiniteQuery } from '@tanstack/preact-query'
import type { AuditRow } from '../../../src/identity/administration-schemas.ts'
import { exactly } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { pagesOf } from '../office/fetch-pages.ts'
import { List } from '../office/list.tsx'
import { forRoom, OfficeFrame } from '../office/office-frame.tsx'
import { Table } from '../office/table.tsx'
import { auditWords } from './audit-words.ts'

export const AuditPage = forRoom('audit', Audit)

/** What was done in an office, the latest first. */
function Audit() {
  const rows = useInfiniteQuery(pagesOf<AuditRow>('/api/v1/administration/audit'))
  return (
    <OfficeFrame title={t('admin.audit')} about={t('records.audit-about')}>
      <List of={rows} nothing={<p>{t('records.audit-none')}</p>}>
        {(items) => (
          <Table
            caption={t('admin.audit')}
            rows={items}
            keyOf={({ seq }) => `${seq}`}
            columns={[
              { head: t('records.when'), cell: ({ at }) => <time dateTime={at}>{exactly(at)}</time> },
              { head: t('records.by'), cell: ({ by }) => by?.name || t('records.somebody-erased') },
              { head: t('records.what'), cell: auditWords },
            ]}
          />
        )}
      </List>
    </OfficeFrame>
  )
}
