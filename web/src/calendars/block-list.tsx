import { useInfiniteQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { CalendarBlock } from '../../../src/calendars/schemas.ts'
import type { District, Site } from '../../../src/identity/administration-schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { pagesOf } from '../office/fetch-pages.ts'
import { List } from '../office/list.tsx'
import { Table } from '../office/table.tsx'
import { useChanges } from '../office/use-changes.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { Button } from '../parts/button.tsx'
import { daysInWords, kinds } from './block-words.ts'

interface Props {
  readonly districts: readonly District[]
  readonly sites: readonly Site[]
}

/** What is kept free, the earliest first; what is over only where somebody asks for it. */
export function BlockList({ districts, sites }: Props) {
  const changed = useChanges()
  const [withPast, setWithPast] = useState(false)
  const from = withPast ? undefined : new Date().toISOString().slice(0, 10)
  const blocks = useInfiniteQuery(pagesOf<CalendarBlock>('/api/v1/administration/calendar-blocks', { from }))
  const whoseOf = ({ districtId, siteId }: CalendarBlock): string =>
    [...districts, ...sites].find(({ id }) => id === districtId || id === siteId)?.name ??
    t('calendars.everybody')
  return (
    <>
      <List of={blocks} nothing={<p>{t('calendars.blocks-none')}</p>}>
        {(items) => (
          <Table
            caption={t('calendars.blocks')}
            rows={items}
            keyOf={({ id }) => id}
            columns={[
              { head: t('admin.name'), cell: ({ name }) => name },
              { head: t('calendars.days'), cell: daysInWords },
              { head: t('calendars.kind'), cell: ({ kind }) => t(kinds[kind]) },
              { head: t('calendars.whose'), cell: whoseOf },
              {
                head: t('offices.acts'),
                isActs: true,
                cell: (block) => (
                  <AskFirst
                    label={t('calendars.block-remove')}
                    of={block.name}
                    title={t('calendars.block-remove-title', { name: block.name })}
                    words={[t('calendars.block-remove-words', { days: daysInWords(block) })]}
                    action={t('calendars.block-remove')}
                    does={async () => {
                      await call(`/api/v1/administration/calendar-blocks/${block.id}`, { method: 'DELETE' })
                      await changed()
                    }}
                    done={t('calendars.block-removed')}
                  />
                ),
              },
            ]}
          />
        )}
      </List>
      {!withPast && (
        <div class="actions">
          <Button look="quiet" onClick={() => setWithPast(true)}>
            {t('calendars.with-past')}
          </Button>
        </div>
      )}
    </>
  )
}
