import { useInfiniteQuery, useQueryClient } from '@tanstack/preact-query'
import { useEffect, useState } from 'preact/hooks'
import type { Notice } from '../../../src/notices/schemas.ts'
import { call } from '../api/call.ts'
import { pagedQuery } from '../api/paged.ts'
import { t } from '../messages/messages.ts'
import { Page } from '../parts/page.tsx'
import { PagedList } from '../parts/paged-list.tsx'
import { NoticeRow } from './notice-row.tsx'
import { noticeCountQuery } from './notices-queries.ts'

const noticesQuery = { ...pagedQuery<Notice>(['notices'], '/api/v1/notices', 30), staleTime: 0 }

/** What happened that the reader may want to know of. To have looked is to have seen it. */
export function NoticesPage() {
  const client = useQueryClient()
  const notices = useInfiniteQuery(noticesQuery)
  const items = notices.data?.pages[0]?.items
  const newest = items?.find(({ isNew }) => isNew)?.at
  // What was new when the page was opened stays marked while it is read.
  const [fresh] = useState(() => new Set<string>())
  for (const { id, isNew } of items ?? []) if (isNew) fresh.add(id)
  useEffect(() => {
    if (newest === undefined) return
    call('/api/v1/notices/seen', { method: 'PUT', body: { until: newest } }).then(
      () => client.invalidateQueries({ queryKey: noticeCountQuery.queryKey }),
      // It is new once more the next time, and no harm done.
      () => {},
    )
  }, [client, newest])
  return (
    <Page title={t('notices.title')} class="narrow">
      <p class="hint">
        {t('notices.about')} <a href="/me#mails">{t('notices.settings')}</a>
      </p>
      <PagedList
        query={notices}
        label={t('notices.title')}
        none={t('notices.none')}
        more={t('notices.more')}
        class="notices"
      >
        {(notice) => <NoticeRow key={notice.id} notice={notice} isNew={fresh.has(notice.id)} />}
      </PagedList>
    </Page>
  )
}
