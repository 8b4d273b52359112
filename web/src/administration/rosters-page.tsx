import { useInfiniteQuery } from '@tanstack/preact-query'
import type { RosterImport } from '../../../src/rosters/schemas.ts'
import { exactly } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { pagesOf } from '../office/fetch-pages.ts'
import { List } from '../office/list.tsx'
import { forRoom, OfficeFrame } from '../office/office-frame.tsx'
import { Table } from '../office/table.tsx'
import { RosterForm } from './roster-form.tsx'

export const RostersPage = forRoom('rosters', Rosters)

/** Lists of staff from other systems: one to take in, and those that were. */
function Rosters() {
  const imports = useInfiniteQuery(pagesOf<RosterImport>('/api/v1/roster-imports'))
  const sources = [...new Set(imports.data?.pages.flatMap(({ items }) => items.map(({ source }) => source)))]
  return (
    <OfficeFrame title={t('admin.rosters')} about={t('records.rosters-about')}>
      <RosterForm sources={sources} />
      <section class="part" aria-labelledby="imports">
        <h2 id="imports">{t('records.imports')}</h2>
        <List of={imports} nothing={<p>{t('records.imports-none')}</p>}>
          {(rows) => (
            <Table
              caption={t('records.imports')}
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                { head: t('records.when'), cell: ({ importedAt }) => exactly(importedAt) },
                { head: t('records.source'), cell: ({ source }) => source },
                { head: t('records.by'), cell: ({ by }) => by.name || t('records.somebody-erased') },
                { head: t('records.added'), isNumber: true, cell: ({ counts }) => counts.toAdd },
                { head: t('records.changed'), isNumber: true, cell: ({ counts }) => counts.toChange },
                { head: t('records.departed'), isNumber: true, cell: ({ counts }) => counts.toDepart },
              ]}
            />
          )}
        </List>
      </section>
    </OfficeFrame>
  )
}
