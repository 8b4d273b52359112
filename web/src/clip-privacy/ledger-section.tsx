import { useInfiniteQuery, useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { exactly } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { PagedList } from '../parts/paged-list.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { ledgerQuery, verificationQuery } from './clip-privacy-queries.ts'
import { actorWords, ledgerWords } from './ledger-words.ts'

/** All that was done with a clip, line by line, with the means to see that no line was touched. */
export function LedgerSection({ clipId }: { readonly clipId: string }) {
  const ledger = useInfiniteQuery(ledgerQuery(clipId))
  return (
    <section aria-labelledby="ledger">
      <h2 id="ledger">{t('ledger.title')}</h2>
      <p class="hint">{t('ledger.hint')}</p>
      <PagedList query={ledger} none={t('ledger.none')} more={t('paper.more')}>
        {(row) => {
          const actor = actorWords(row)
          return (
            <li key={row.seq}>
              <div>
                <p>{ledgerWords(row)}</p>
                <p class="hint">
                  {actor !== '' && <>{actor} · </>}
                  {exactly(row.at)}
                </p>
              </div>
            </li>
          )
        }}
      </PagedList>
      <Verification clipId={clipId} />
      <p>
        <a class="button" href={`/api/v1/clips/${clipId}/ledger/file`} download>
          <Icon name="download" />
          <span>{t('ledger.download')}</span>
        </a>
      </p>
      <p class="hint">{t('ledger.download-hint')}</p>
    </section>
  )
}

/** Whether the chain holds. It is computed anew when asked for, as it reads the whole of it. */
function Verification({ clipId }: { readonly clipId: string }) {
  const [isWanted, setWanted] = useState(false)
  const verified = useQuery({ ...verificationQuery(clipId), enabled: isWanted })
  if (!isWanted) return <Button onClick={() => setWanted(true)}>{t('ledger.verify')}</Button>
  if (verified.error) return <Trouble error={verified.error} onRetry={() => void verified.refetch()} />
  if (!verified.data) return <Loading>{t('ledger.checking')}</Loading>
  const { rows, head, broken } = verified.data
  return (
    <div role="status">
      {broken ? (
        <Notice tone="danger">
          <p>{t('ledger.broken', { line: broken.seq })}</p>
        </Notice>
      ) : (
        <Notice tone="ok">
          <p>{t('ledger.verified', { count: rows })}</p>
          <p class="hint">{t('ledger.head')}</p>
          <p class="code">{head}</p>
          <p class="hint">{t('ledger.head-hint')}</p>
        </Notice>
      )}
    </div>
  )
}
