import { useQuery } from '@tanstack/preact-query'
import { useEffect, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import { useMe } from '../api/me.ts'
import { isNotHere } from '../api/problem.ts'
import { ClipSection } from '../clips/clip-section.tsx'
import { clipsWhere } from '../clips/clips-queries.ts'
import { NewsSection } from '../home/news-section.tsx'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { BetweenSection } from './between-section.tsx'
import { CohortNotHere } from './cohort-not-here.tsx'
import { cohortQuery } from './cohort-query.ts'
import { facilitates, kindWords } from './cohort-words.ts'
import { EditCohortDialog } from './edit-cohort-dialog.tsx'
import { EndingSection } from './ending-section.tsx'
import { InviteSection } from './invite-section.tsx'
import { MembersSection } from './members-section.tsx'
import { Norms } from './norms.tsx'

export function CohortPage() {
  const { cohortId = '' } = useRoute().params
  const cohort = useQuery(cohortQuery(cohortId))
  if (cohort.error && isNotHere(cohort.error)) return <CohortNotHere />
  // A pair has a space of its own.
  if (cohort.data?.kind === 'coaching') return <ToCoaching cohortId={cohortId} />
  if (cohort.data) return <Shown key={cohortId} cohort={cohort.data} />
  if (cohort.error) return <Trouble error={cohort.error} onRetry={() => void cohort.refetch()} />
  return <Loading />
}

function ToCoaching({ cohortId }: { readonly cohortId: string }) {
  const { route } = useLocation()
  useEffect(() => route(`/coaching/${cohortId}`, true), [cohortId])
  return <Loading />
}

/** What holds a cohort together: its focus and norms, the talk, the clips, and who is in it. */
function Shown({ cohort }: { readonly cohort: Cohort }) {
  const me = useMe()
  const { id, name, kind, focus, norms } = cohort
  const isFacilitator = facilitates(cohort, me.id)
  const [isEditing, setEditing] = useState(false)
  const kindName = kindWords(kind)
  return (
    <Page
      title={name}
      class="cohort"
      beside={isFacilitator && <Button onClick={() => setEditing(true)}>{t('cohort.edit')}</Button>}
    >
      <div class="cohort-about">
        {kindName && <p class="clip-meta">{kindName}</p>}
        {focus && <p class="focus">{focus}</p>}
      </div>
      <div class="cohort-main">
        <section aria-labelledby="norms">
          <h2 id="norms">{t('norms.title')}</h2>
          {norms === null ? (
            <div class="empty">
              <p>{isFacilitator ? t('norms.none-yours') : t('norms.none')}</p>
              {isFacilitator && (
                <p>
                  <Button onClick={() => setEditing(true)}>{t('norms.write')}</Button>
                </p>
              )}
            </div>
          ) : (
            <Norms cohort={cohort} />
          )}
        </section>
        <BetweenSection cohort={cohort} isFacilitator={isFacilitator} />
        <NewsSection cohortId={id} title={t('cohort.news')} nothing={t('cohort.no-news')} />
        <ClipSection
          title={t('cohort.clips')}
          query={clipsWhere({ cohortId: id })}
          nothing={
            <>
              <p>{t('cohort.no-clips')}</p>
              <p>
                <a href="/clips/new">{t('frame.add')}</a>
              </p>
            </>
          }
        />
      </div>
      <div class="cohort-side">
        <MembersSection cohort={cohort} isFacilitator={isFacilitator} />
        {isFacilitator && <InviteSection cohort={cohort} />}
        <EndingSection cohort={cohort} isFacilitator={isFacilitator} />
      </div>
      {isEditing && <EditCohortDialog cohort={cohort} onClose={() => setEditing(false)} />}
    </Page>
  )
}
