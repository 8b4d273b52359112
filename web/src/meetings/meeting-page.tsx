import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { Meeting } from '../../../src/meetings/schemas.ts'
import { isNotHere } from '../api/problem.ts'
import { t } from '../messages/messages.ts'
import { hoursOf } from '../messages/moments.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { AfterMeeting } from './after-meeting.tsx'
import { BeforeMeeting } from './before-meeting.tsx'
import { Cancelling, SeriesCancelling } from './cancelling.tsx'
import { MeetingDialog } from './meeting-dialog.tsx'
import { meetingQuery, meetingsQuery } from './meeting-queries.ts'
import { dayOf, elsewhereOf, hasBegun, modes } from './meeting-words.ts'

/** One meeting: what to do before it, what it is about, and what came of it. */
export function MeetingPage() {
  const { meetingId = '' } = useRoute().params
  const meeting = useQuery(meetingQuery(meetingId))
  if (meeting.error && isNotHere(meeting.error)) return <MeetingNotHere />
  if (meeting.data) return <Shown key={meetingId} meeting={meeting.data} />
  if (meeting.error) return <Trouble error={meeting.error} onRetry={() => void meeting.refetch()} />
  return <Loading />
}

function Shown({ meeting }: { readonly meeting: Meeting }) {
  const { cohort, zone, agenda, cancelledAt, can } = meeting
  const [isOpen, setOpen] = useState(false)
  const isCancelled = cancelledAt !== null
  const begun = hasBegun(meeting)
  return (
    <div>
      <nav class="way-up" aria-label={t('meetings.way-up')}>
        <a href={`/cohorts/${cohort.id}`}>{cohort.name}</a>
        <a href={`/cohorts/${cohort.id}/meetings`}>{t('meetings.title')}</a>
      </nav>
      <Page title={dayOf(meeting)} class="meetings">
        {isCancelled && <Notice tone="warn" title={t('meetings.is-cancelled')} />}
        <Facts meeting={meeting} />
        {!isCancelled && !begun && <BeforeMeeting meeting={meeting} />}
        {(agenda !== null || (can.change && !isCancelled)) && (
          <section aria-labelledby="agenda-title">
            <h2 id="agenda-title">{t('meetings.agenda')}</h2>
            {agenda === null ? <p class="hint">{t('meetings.no-agenda')}</p> : <p class="said">{agenda}</p>}
          </section>
        )}
        {begun && <AfterMeeting meeting={meeting} />}
        {!isCancelled && begun && <BeforeMeeting meeting={meeting} />}
        {can.change && (
          <div class="actions">
            {!isCancelled && <Button onClick={() => setOpen(true)}>{t('meetings.change')}</Button>}
            <Cancelling meeting={meeting} />
            {meeting.seriesId !== null && <RestOfSeries meeting={meeting} seriesId={meeting.seriesId} />}
          </div>
        )}
      </Page>
      {isOpen && (
        <MeetingDialog cohortId={cohort.id} zone={zone} meeting={meeting} onClose={() => setOpen(false)} />
      )}
    </div>
  )
}

function Facts({ meeting }: { readonly meeting: Meeting }) {
  const { mode, place, link } = meeting
  const elsewhere = elsewhereOf(meeting)
  return (
    <dl class="facts">
      <dt>{t('meetings.when')}</dt>
      <dd>
        {hoursOf(meeting)}
        {elsewhere && <span class="hint"> {elsewhere}</span>}
      </dd>
      <dt>{t('meetings.mode')}</dt>
      <dd>{t(modes[mode])}</dd>
      {place !== null && (
        <>
          <dt>{t('meetings.place')}</dt>
          <dd>{place}</dd>
        </>
      )}
      {link !== null && (
        <>
          <dt>{t('meetings.link')}</dt>
          <dd>
            <a href={link} rel="noreferrer" target="_blank">
              {link}
              <span class="visually-hidden"> {t('meetings.new-tab')}</span>
            </a>
          </dd>
        </>
      )}
    </dl>
  )
}

/** The further meetings that were planned with this one, where there are any. */
function RestOfSeries({ meeting, seriesId }: { readonly meeting: Meeting; readonly seriesId: string }) {
  const meetings = useQuery(meetingsQuery(meeting.cohort.id))
  const left = (meetings.data ?? []).filter(
    (each) => each.seriesId === seriesId && each.cancelledAt === null && !hasBegun(each),
  )
  return left.length > 1 ? <SeriesCancelling seriesId={seriesId} count={left.length} /> : null
}

/** One page for a meeting that never was, and one of a cohort the reader is not in. */
function MeetingNotHere() {
  return (
    <Page title={t('meetings.not-here-title')} class="narrow">
      <p>{t('meetings.not-here')}</p>
      <p>
        <a href="/cohorts">{t('frame.cohorts')}</a>
      </p>
    </Page>
  )
}
