import { useQuery } from '@tanstack/preact-query'
import { bytesInWords } from '../messages/in-words.ts'
import { language, t } from '../messages/messages.ts'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { storageQuery } from './storage-query.ts'

/** How much there is. */
export function NumbersNow() {
  const storage = useQuery(storageQuery)
  const { data } = storage
  return (
    <section class="part" aria-labelledby="numbers">
      <h2 id="numbers">{t('admin.numbers')}</h2>
      {storage.isPending && <Loading />}
      {storage.error && <Trouble error={storage.error} onRetry={() => void storage.refetch()} />}
      {data && (
        <dl class="numbers">
          <div>
            <dt>{t('admin.numbers-clips')}</dt>
            <dd>{data.clips.toLocaleString(language())}</dd>
          </div>
          <div>
            <dt>{t('admin.numbers-bytes')}</dt>
            <dd>{bytesInWords(data.bytes)}</dd>
          </div>
          <div>
            <dt>{t('admin.numbers-failed')}</dt>
            <dd>{data.failedClips.toLocaleString(language())}</dd>
          </div>
        </dl>
      )}
    </section>
  )
}
