import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { Assignment } from '../../../src/assignments/schemas.ts'
import { isNotHere } from '../api/problem.ts'
import { t } from '../messages/messages.ts'
import { dayIn, whenIn } from '../messages/moments.ts'
import { MirrorLater } from '../packs/mirror-later.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { AssignedClips } from './assigned-clips.tsx'
import { assignmentQuery } from './assignment-queries.ts'
import { inLanguage, stateWords } from './assignment-words.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { EndingSection } from './ending-section.tsx'
import { ParticipationSection } from './participation-section.tsx'
import { StageTimeline } from './stage-timeline.tsx'
import { WhatNow } from './what-now.tsx'

export function AssignmentPage() {
  const { assignmentId = '' } = useRoute().params
  const assignment = useQuery(assignmentQuery(assignmentId))
  if (isNotHere(assignment.error)) return <NotHere />
  if (assignment.data) return <Shown key={assignmentId} assignment={assignment.data} />
  if (assignment.error) return <Trouble error={assignment.error} onRetry={() => void assignment.refetch()} />
  return <Loading />
}

/** What to watch and to say before a meeting, stage by stage; and for those who facilitate, how it goes. */
function Shown({ assignment }: { readonly assignment: Assignment }) {
  const { id, cohort, forMeeting, needsMeeting, protocol, question, words, can, state, zone } = assignment
  const [isChanging, setChanging] = useState(false)
  const isOver = state !== 'planned' && state !== 'open'
  return (
    <Page
      title={inLanguage(protocol.title)}
      class="assignment papers"
      beside={
        can.change && !isOver && <Button onClick={() => setChanging(true)}>{t('assignment.change')}</Button>
      }
    >
      <div class="assignment-about">
        <p class="clip-meta">
          <a href={`/cohorts/${cohort.id}`}>{cohort.name}</a>
          <span class="tag">{t(stateWords[state])}</span>
        </p>
        <dl class="facts">
          {forMeeting && (
            <>
              <dt>{t('assignment.meeting')}</dt>
              <dd>
                <a href={`/meetings/${forMeeting.id}`}>{whenIn(forMeeting.zone, forMeeting.startsAt)}</a>
              </dd>
            </>
          )}
          {state === 'planned' && (
            <>
              <dt>{t('assignment.opens')}</dt>
              <dd>{whenIn(zone, assignment.opensAt)}</dd>
            </>
          )}
          <dt>{t('assignment.due')}</dt>
          <dd>{whenIn(zone, assignment.dueAt)}</dd>
          <dt>{t('assignment.takes')}</dt>
          <dd>{t('assignment.takes-minutes', { count: assignment.minutes })}</dd>
          {assignment.presenter && (
            <>
              <dt>{t('assignment.presents')}</dt>
              <dd>{assignment.presenter.name}</dd>
            </>
          )}
        </dl>
      </div>
      {needsMeeting && !isOver && (
        <Notice
          tone="warn"
          actions={
            can.change && <Button onClick={() => setChanging(true)}>{t('assignment.another-meeting')}</Button>
          }
        >
          <p>{t('assignment.needs-meeting', { day: dayIn(zone, assignment.dueAt, { as: 'the' }) })}</p>
        </Notice>
      )}
      {question && (
        <blockquote>
          <p class="said">{question}</p>
        </blockquote>
      )}
      {words && <p class="said">{words}</p>}
      <WhatNow assignment={assignment} />
      <AssignedClips assignment={assignment} />
      <StageTimeline assignment={assignment} />
      {can.change && <ParticipationSection assignment={assignment} />}
      <section aria-labelledby="room">
        <h2 id="room">{t('assignment.room')}</h2>
        <p class="hint">{t('assignment.room-hint')}</p>
        <p>
          <a class="button" href={`/assignments/${id}/pack`}>
            <span>{t('assignment.pack')}</span>
          </a>
        </p>
      </section>
      <MirrorLater cohortId={cohort.id} assignmentId={id} />
      {can.change && <EndingSection assignment={assignment} />}
      {isChanging && <ChangeDialog assignment={assignment} onClose={() => setChanging(false)} />}
    </Page>
  )
}

/** One page for what never was, and what belongs to a cohort that the reader is not in. */
const NotHere = () => (
  <Page title={t('assignment.not-here-title')} class="narrow">
    <p>{t('assignment.not-here')}</p>
    <p>
      <a href="/cohorts">{t('assignment.not-here-back')}</a>
    </p>
  </Page>
)
