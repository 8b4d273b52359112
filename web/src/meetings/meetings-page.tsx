import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import type { Meeting } from '../../../src/meetings/schemas.ts'
import { useMe } from '../api/me.ts'
import { isNotHere } from '../api/problem.ts'
import { CohortNotHere } from '../cohorts/cohort-not-here.tsx'
import { cohortQuery } from '../cohorts/cohort-query.ts'
import { facilitates } from '../cohorts/cohort-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { MeetingDialog } from './meeting-dialog.tsx'
import { calendarQuery, meetingsQuery } from './meeting-queries.ts'
import { MeetingRow } from './meeting-row.tsx'
import { isOver } from './meeting-words.ts'
import { SeriesDialog } from './series-dialog.tsx'

/** When a cohort meets. Who facilitates it plans here. */
export function MeetingsPage() {
  const { cohortId = '' } = useRoute().params
  const cohort = useQuery(cohortQuery(cohortId))
  if (cohort.error && isNotHere(cohort.error)) return <CohortNotHere />
  if (cohort.data) return <Shown key={cohortId} cohort={cohort.data} />
  if (cohort.error) return <Trouble error={cohort.error} onRetry={() => void cohort.refetch()} />
  return <Loading />
}

function Shown({ cohort }: { readonly cohort: Cohort }) {
  const me = useMe()
  const { id, name } = cohort
  const meetings = useQuery(meetingsQuery(id))
  const calendar = useQuery(calendarQuery(id))
  const [open, setOpen] = useState<'series' | 'one' | Meeting>()
  const close = () => setOpen(undefined)
  const mayPlan = facilitates(cohort, me.id)
  const zone = calendar.data?.zone
  const all = meetings.data ?? []
  const coming = all.filter((meeting) => !isOver(meeting))
  const past = all.filter((meeting) => isOver(meeting)).toReversed()
  const row = (meeting: Meeting) => (
    <MeetingRow
      key={meeting.id}
      meeting={meeting}
      blocks={calendar.data?.blocks ?? []}
      onChange={() => setOpen(meeting)}
    />
  )
  return (
    <div>
      <nav class="way-up" aria-label={t('meetings.way-up')}>
        <a href={`/cohorts/${id}`}>{name}</a>
      </nav>
      <Page title={t('meetings.title')} class="meetings">
        {mayPlan && zone !== undefined && (
          <div class="actions">
            <Button look={coming.length === 0 ? 'primary' : 'plain'} onClick={() => setOpen('series')}>
              {t('meetings.plan-series')}
            </Button>
            <Button onClick={() => setOpen('one')}>{t('meetings.plan-one')}</Button>
          </div>
        )}
        {(meetings.isPending || calendar.isPending) && <Loading />}
        {meetings.error && <Trouble error={meetings.error} onRetry={() => void meetings.refetch()} />}
        {calendar.error && <Trouble error={calendar.error} onRetry={() => void calendar.refetch()} />}
        {meetings.data && (
          <section aria-labelledby="coming">
            <h2 id="coming">{t('meetings.coming')}</h2>
            {coming.length === 0 ? (
              <div class="empty">
                <p>{mayPlan ? t('meetings.none-yours') : t('meetings.none')}</p>
              </div>
            ) : (
              <ul class="lines">{coming.map(row)}</ul>
            )}
          </section>
        )}
        {past.length > 0 && (
          <details class="fold">
            <summary>
              <h2>{t('meetings.past')}</h2>
            </summary>
            <ul class="lines">{past.map(row)}</ul>
          </details>
        )}
      </Page>
      {open === 'series' && zone && <SeriesDialog cohortId={id} zone={zone} onClose={close} />}
      {open === 'one' && zone && <MeetingDialog cohortId={id} zone={zone} onClose={close} />}
      {typeof open === 'object' && (
        <MeetingDialog cohortId={id} zone={open.zone} meeting={open} onClose={close} />
      )}
    </div>
  )
}
