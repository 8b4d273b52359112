import { useQuery } from '@tanstack/preact-query'
import { useLocation } from 'preact-iso'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import { useMe } from '../api/me.ts'
import { cohortsQuery } from '../api/queries.ts'
import { mayFound } from '../home/first-steps.ts'
import { asksForNorms } from '../home/to-do.ts'
import { listInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Icon } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { kindWords, partWords } from './cohort-words.ts'
import { StartCohortDialog } from './start-cohort-dialog.tsx'

/** The cohorts somebody is in; who may found them starts one here. */
export function CohortsPage() {
  const me = useMe()
  const { query, route } = useLocation()
  const cohorts = useQuery(cohortsQuery)
  const mayStart = mayFound(me)
  const all = cohorts.data?.items ?? []
  return (
    <Page
      title={t('frame.cohorts')}
      class="cohorts-page"
      beside={
        mayStart && (
          <a class="button primary" href="/cohorts?start=1">
            <Icon name="plus" />
            <span>{t('cohorts.start')}</span>
          </a>
        )
      }
    >
      {cohorts.isPending && <Loading />}
      {cohorts.error && <Trouble error={cohorts.error} onRetry={() => void cohorts.refetch()} />}
      {cohorts.data && all.length === 0 && (
        <div class="empty">
          <p>{mayStart ? t('cohorts.none-to-start') : t('cohorts.none')}</p>
        </div>
      )}
      {all.length > 0 && (
        <ul class="cohort-cards">
          {all.map((cohort) => (
            <CohortCard key={cohort.id} cohort={cohort} meId={me.id} />
          ))}
        </ul>
      )}
      <p>
        <Icon name="lock" /> <a href="/coaching">{t('cohort.coaching')}</a>{' '}
        <span class="hint">{t('cohorts.coaching-hint')}</span>
      </p>
      {mayStart && query.start !== undefined && (
        <StartCohortDialog
          // It also closes when the page goes over into the new cohort's.
          onClose={() => location.pathname === '/cohorts' && route('/cohorts', true)}
        />
      )}
    </Page>
  )
}

function CohortCard({ cohort, meId }: { readonly cohort: Cohort; readonly meId: string }) {
  const { id, name, kind, focus, members } = cohort
  const own = members.find((member) => member.id === meId)
  const others = members.filter((member) => member.id !== meId).map((member) => member.name)
  const kindName = kindWords(kind)
  return (
    <li class="cohort-card">
      <h2>
        <a class="cover" href={kind === 'coaching' ? `/coaching/${id}` : `/cohorts/${id}`}>
          {name}
        </a>
      </h2>
      <p class="clip-meta">
        {kindName && <span>{kindName}</span>}
        {own && <span>{partWords(kind, own.part)}</span>}
        <span>{t('cohort.people', { count: members.length })}</span>
      </p>
      {focus && <p>{focus}</p>}
      <p class="hint">{others.length > 0 ? listInWords(others) : t('cohort.alone')}</p>
      {asksForNorms(cohort, meId) && (
        <p class="asks">
          <Icon name="info" />
          {t('cohorts.asks')}
        </p>
      )}
    </li>
  )
}
