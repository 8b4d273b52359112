import { useInfiniteQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { Coaching } from '../../../src/coaching/schemas.ts'
import { isNotHere } from '../api/problem.ts'
import { ClipSection } from '../clips/clip-section.tsx'
import { clipsWhere } from '../clips/clips-queries.ts'
import { t } from '../messages/messages.ts'
import { Icon } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { type Kind, pairQuery } from './coaching-queries.ts'
import { audienceWords, partWords } from './coaching-words.ts'
import { EndSection } from './end-section.tsx'
import { GoalsSection } from './goals-section.tsx'
import { JournalSection } from './journal-section.tsx'
import { StepsSection } from './steps-section.tsx'
import { WaitingSection } from './waiting-section.tsx'

export function PairPage() {
  const { cohortId = '' } = useRoute().params
  return <Space key={cohortId} cohortId={cohortId} />
}

/** The space of two people: what comes next, what they want, and what they write down on the way. */
function Space({ cohortId }: { readonly cohortId: string }) {
  const [kind, setKind] = useState<Kind | 'all'>('all')
  const query = useInfiniteQuery(pairQuery(cohortId, kind))
  const pair = query.data?.pages[0]
  if (query.error && isNotHere(query.error)) return <NotHere />
  if (query.error && !pair) return <Trouble error={query.error} onRetry={() => void query.refetch()} />
  if (!pair) return <Loading />
  return (
    <Page title={pair.about} class="coaching">
      <Head pair={pair} />
      {pair.with ? (
        <>
          <div class="coaching-ahead">
            <StepsSection pair={pair} />
            <GoalsSection pair={pair} />
          </div>
          <JournalSection
            pair={pair}
            entries={query.data?.pages.flatMap(({ entries }) => entries.items) ?? []}
            kind={kind}
            onKind={setKind}
            more={
              query.hasNextPage
                ? { isBusy: query.isFetchingNextPage, fetch: () => void query.fetchNextPage() }
                : undefined
            }
          />
          <div class="coaching-side">
            <ClipSection
              title={t('coaching.clips')}
              query={clipsWhere({ cohortId: pair.id, limit: 10 })}
              nothing={<p>{t('coaching.no-clips')}</p>}
              beside={
                <p>
                  <a href="/clips">{t('coaching.share-clip')}</a>
                </p>
              }
            />
            <EndSection pair={pair} />
          </div>
        </>
      ) : (
        <>
          <WaitingSection pair={pair} />
          <EndSection pair={pair} />
        </>
      )}
    </Page>
  )
}

function Head({ pair }: { readonly pair: Coaching }) {
  return (
    <div class="coaching-head">
      {pair.with && <p class="clip-meta">{partWords(pair)}</p>}
      <p class="clip-meta">
        <Icon name="lock" />
        {audienceWords(pair)}
      </p>
    </div>
  )
}

function NotHere() {
  return (
    <Page title={t('coaching.not-here-title')} class="narrow">
      <p>{t('coaching.not-here')}</p>
      <p>
        <a href="/coaching">{t('coaching.not-here-back')}</a>
      </p>
    </Page>
  )
}
