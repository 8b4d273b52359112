import { useQuery } from '@tanstack/preact-query'
import type { Assignment } from '../../../src/assignments/schemas.ts'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import { latestQuery, meetingsAheadQuery } from '../assignments/assignment-queries.ts'
import { inLanguage } from '../assignments/assignment-words.ts'
import { t } from '../messages/messages.ts'
import { whenIn } from '../messages/moments.ts'
import { Loading, Trouble } from '../parts/trouble.tsx'

interface Props {
  readonly cohort: Cohort
  readonly isFacilitator: boolean
}

/** When the cohort meets next, and what is to be done until then. */
export function BetweenSection({ cohort: { id }, isFacilitator }: Props) {
  const meetings = useQuery(meetingsAheadQuery(id))
  const latest = useQuery(latestQuery(id))
  const [next] = meetings.data ?? []
  const running = latest.data?.items
    .filter(({ state }) => state === 'open' || state === 'planned')
    .toReversed()
  const failed = [meetings, latest].find(({ error }) => error)
  return (
    <section class="between" aria-labelledby="between">
      <h2 id="between">{t('between.title')}</h2>
      {failed?.error && <Trouble error={failed.error} onRetry={() => void failed.refetch()} />}
      {!failed && !(meetings.data && running) && <Loading />}
      {meetings.data && (
        <p>
          {next ? (
            <>
              {t('between.next')} <a href={`/meetings/${next.id}`}>{whenIn(next.zone, next.startsAt)}</a>
            </>
          ) : (
            t('between.no-meeting')
          )}
        </p>
      )}
      {running && running.length === 0 && <p class="hint">{t('between.nothing')}</p>}
      {running && running.length > 0 && (
        <ul class="lines">
          {running.map((assignment) => (
            <li key={assignment.id}>
              <div>
                <a href={`/assignments/${assignment.id}`}>{inLanguage(assignment.protocol.title)}</a>
                <p class="hint">
                  {assignment.state === 'planned'
                    ? t('between.opens', { when: soon(assignment, assignment.opensAt) })
                    : t('between.due', {
                        when: soon(assignment, assignment.dueAt),
                        minutes: assignment.minutes,
                      })}
                </p>
              </div>
              {assignment.state === 'open' && (
                <span class="hint">{t(assignment.asksMeNow ? 'between.yours' : 'between.nothing-now')}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      <p class="actions">
        {isFacilitator && (
          <a class="button" href={`/cohorts/${id}/assignments/new`}>
            <span>{t('between.plan')}</span>
          </a>
        )}
        <a href={`/cohorts/${id}/meetings`}>{t('between.meetings')}</a>
        <a href={`/cohorts/${id}/year`}>{t('between.year')}</a>
        <a href={`/cohorts/${id}/protocols`}>{t('between.protocols')}</a>
      </p>
    </section>
  )
}

const soon = ({ zone }: Assignment, iso: string): string =>
  whenIn(zone, iso, { length: 'short', brief: true, as: 'the' })
