import { useQuery } from '@tanstack/preact-query'
import { bytesInWords } from '../messages/in-words.ts'
import { hasMessage, language, t } from '../messages/messages.ts'
import { forRoom, OfficeFrame } from '../office/office-frame.tsx'
import { Table } from '../office/table.tsx'
import { Notice } from '../parts/notice.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { storageQuery } from './storage-query.ts'

export const StoragePage = forRoom('storage', TheStorage)

/** How much there is, and whether all of it works. Of single clips nothing: they are their owners’. */
function TheStorage() {
  const storage = useQuery(storageQuery)
  const { data } = storage
  return (
    <OfficeFrame title={t('admin.storage')} about={t('records.storage-about')}>
      {storage.isPending && <Loading />}
      {storage.error && <Trouble error={storage.error} onRetry={() => void storage.refetch()} />}
      {data && (
        <>
          <dl class="facts">
            <dt>{t('records.storage-all')}</dt>
            <dd>{bytesInWords(data.bytes)}</dd>
            <dt>{t('records.storage-originals')}</dt>
            <dd>{bytesInWords(data.originals)}</dd>
            <dt>{t('records.storage-renditions')}</dt>
            <dd>{bytesInWords(data.renditions)}</dd>
            <dt>{t('records.storage-clips')}</dt>
            <dd>{data.clips.toLocaleString(language())}</dd>
          </dl>
          {data.failedClips === 0 ? (
            <Notice tone="ok">
              <p>{t('records.storage-no-failed')}</p>
            </Notice>
          ) : (
            <>
              <Notice tone="warn" title={t('records.storage-failed', { count: data.failedClips })}>
                <p>{t('records.storage-failed-words')}</p>
              </Notice>
              <Table
                caption={t('records.storage-failed', { count: data.failedClips })}
                rows={data.failures}
                keyOf={({ code }) => code}
                columns={[
                  {
                    head: t('records.storage-failure'),
                    cell: ({ code }) => failureWords(code),
                  },
                  {
                    head: t('records.storage-clips'),
                    isNumber: true,
                    cell: ({ clips }) => clips.toLocaleString(language()),
                  },
                ]}
              />
            </>
          )}
          <p>
            <a href="/administration/retention">{t('records.storage-retention')}</a>
          </p>
        </>
      )}
    </OfficeFrame>
  )
}

const failureWords = (code: string): string => {
  const key = `failure.${code}`
  return hasMessage(key) ? t(key) : code
}
