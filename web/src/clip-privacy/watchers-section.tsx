import { useInfiniteQuery } from '@tanstack/preact-query'
import { whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { PagedList } from '../parts/paged-list.tsx'
import { watchersQuery } from './clip-privacy-queries.ts'
import { actorWords, throughWords } from './ledger-words.ts'

/** Who watched the clip and when, and nothing more. */
export function WatchersSection({ clipId }: { readonly clipId: string }) {
  const watchers = useInfiniteQuery(watchersQuery(clipId))
  return (
    <section aria-labelledby="watched">
      <h2 id="watched">{t('watched.title')}</h2>
      <p class="hint">{t('watched.hint')}</p>
      <PagedList query={watchers} none={t('watched.none')} more={t('paper.more')}>
        {(row) => (
          <li key={row.seq}>
            <div>
              {actorWords(row)}{' '}
              <span class="hint">
                {row.what === 'download' ? t('watched.downloaded') : t('watched.played')}
                {throughWords(row) !== '' && <> · {throughWords(row)}</>}
              </span>
            </div>
            <span class="hint">{whenInWords(row.at)}</span>
          </li>
        )}
      </PagedList>
    </section>
  )
}
