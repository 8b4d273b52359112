import { useQuery, useQueryClient } from '@tanstack/preact-query'
import type { Assignment, Nudged, Participation } from '../../../src/assignments/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { say } from '../parts/status.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { useAct } from '../parts/use-act.ts'
import { assignmentPath, participationQuery } from './assignment-queries.ts'

/** For those who facilitate: who has written, or how many, and a kind word to the others, once. */
export function ParticipationSection({ assignment }: { readonly assignment: Assignment }) {
  const client = useQueryClient()
  const { id, state, cohort } = assignment
  const query = participationQuery(id)
  const taken = useQuery(query)
  const nudge = async (personIds?: readonly string[]) => {
    const { nudged } = await call<Nudged>(`${assignmentPath(id)}/nudges`, {
      method: 'POST',
      body: personIds ? { personIds } : {},
    })
    await client.invalidateQueries({ queryKey: query.queryKey })
    say(t('part.nudged', { count: nudged }))
  }
  const { data } = taken
  const waiting = data ? waitingIn(data) : 0
  return (
    <section aria-labelledby="part">
      <h2 id="part">{t('part.title')}</h2>
      {taken.error && <Trouble error={taken.error} onRetry={() => void taken.refetch()} />}
      {taken.isPending && <Loading />}
      {data && data.members === 0 && <p class="hint">{t('part.nobody')}</p>}
      {data && data.members > 0 && (
        <>
          <p>{t('part.counts', { count: data.members, posted: data.posted, done: data.done })}</p>
          {data.people && <People people={data.people} nudge={state === 'open' ? nudge : undefined} />}
          {state === 'open' && waiting > 0 && (
            <p>
              <AskFirst
                label={t('part.nudge-all')}
                title={t('part.nudge-title')}
                words={[t('part.nudge-words', { count: waiting }), t('part.nudge-once')]}
                action={t('part.nudge')}
                does={() => nudge()}
                done={t('part.reminded')}
              />
            </p>
          )}
          <p class="hint">
            {data.mode === 'names' ? t('part.names-hint') : t('part.counts-hint')}{' '}
            <a href={`/cohorts/${cohort.id}`}>{t('part.where-changed')}</a>
          </p>
        </>
      )}
    </section>
  )
}

interface PeopleProps {
  readonly people: NonNullable<Participation['people']>
  readonly nudge: ((personIds: readonly string[]) => Promise<void>) | undefined
}

function People({ people, nudge }: PeopleProps) {
  const { act, isBusy, refusal } = useAct()
  return (
    <>
      <Refusal of={refusal} />
      <ul class="lines">
        {people.map(({ id, name, posted, done, nudged }) => (
          <li key={id}>
            <div>
              {name}
              <span class="tag">
                {done && <Icon name="check" />}
                {done ? t('part.done') : posted ? t('part.posted') : t('part.not-yet')}
              </span>
            </div>
            {nudged && !done && <span class="hint">{t('part.was-nudged')}</span>}
            {nudge && !nudged && !done && (
              <Button
                look="text"
                busy={isBusy}
                aria-label={t('part.nudge-of', { name })}
                onClick={() => void act(() => nudge([id]))}
              >
                {t('part.nudge')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

/** How many a reminder would reach: where there are no names, at most so many. */
const waitingIn = ({ people, members, done, nudged }: Participation): number =>
  people
    ? people.filter((person) => !person.done && !person.nudged).length
    : Math.max(0, members - done - nudged)
