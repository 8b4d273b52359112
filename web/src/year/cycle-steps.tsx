import { useQuery } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import type { ClipRef, Cycle } from '../../../src/cycles/schemas.ts'
import { language, t } from '../messages/messages.ts'
import { dayIn } from '../messages/moments.ts'
import { assignmentsOfYear, meetingsOfYear, takeawaysOfYear } from './year-queries.ts'

interface Props {
  readonly cycle: Cycle
  readonly canChange: boolean
}

const shownTakeaways = 3

/** Try, reflect, share, try again: what there is of each, and what comes next. */
export function CycleSteps({ cycle, canChange }: Props) {
  const { id, cohort, practice, firstClip, secondClip, openedAt, closedAt } = cycle
  const assignments = useQuery(assignmentsOfYear(cohort.id)).data?.filter(
    ({ cycleId, state }) => cycleId === id && state !== 'cancelled',
  )
  const meetings = useQuery(meetingsOfYear(cohort.id)).data
  const began = new Map(meetings?.map((meeting) => [meeting.id, meeting.startsAt]))
  const takeaways = useQuery(takeawaysOfYear(cohort.id)).data?.filter(({ meetingId }) => {
    const at = began.get(meetingId)
    return at !== undefined && at >= openedAt && (closedAt === null || at <= closedAt)
  })
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">{t('cycle.steps')}</h2>
      <ol class="cycle-steps">
        <StepCard title={t('cycle.try')}>
          {practice && <p>{practice}</p>}
          <ClipLine clip={firstClip} none={t('cycle.no-first')} />
        </StepCard>
        <StepCard title={t('cycle.reflect')}>
          {assignments && assignments.length > 0 ? (
            <ul>
              {assignments.map(({ id: assignmentId, protocol, dueAt, zone }) => (
                <li key={assignmentId}>
                  <a href={`/assignments/${assignmentId}`}>{protocol.title[language()]}</a>{' '}
                  <span class="hint">
                    {t('year.due', { day: dayIn(zone, dueAt, { length: 'short', as: 'the' }) })}
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <p class="hint">{t('cycle.no-assignment')}</p>
          )}
          {canChange && (
            <p>
              <a href={`/cohorts/${cohort.id}/assignments/new?cycle=${id}`}>{t('cycle.plan')}</a>
            </p>
          )}
        </StepCard>
        <StepCard title={t('cycle.share')}>
          {takeaways && takeaways.length > 0 ? (
            <ul>
              {takeaways.slice(0, shownTakeaways).map(({ id: takeawayId, body, meetingId }) => (
                <li key={takeawayId}>
                  <a href={`/meetings/${meetingId}`}>{body}</a>
                </li>
              ))}
            </ul>
          ) : (
            <p class="hint">{t('cycle.no-takeaway')}</p>
          )}
        </StepCard>
        <StepCard title={t('cycle.try-again')}>
          <ClipLine clip={secondClip} none={t('cycle.no-second')} />
        </StepCard>
      </ol>
    </section>
  )
}

function StepCard({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <li>
      <h3>{title}</h3>
      {children}
    </li>
  )
}

function ClipLine({ clip, none }: { readonly clip: ClipRef | null; readonly none: string }) {
  if (!clip) return <p class="hint">{none}</p>
  return (
    <p>
      <a href={`/clips/${clip.id}`}>{clip.title}</a>{' '}
      <span class="hint">{t('clip.by', { name: clip.owner.name })}</span>
    </p>
  )
}
