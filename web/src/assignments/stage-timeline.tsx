import { useQuery, useQueryClient } from '@tanstack/preact-query'
import type { Assignment, Stage } from '../../../src/assignments/schemas.ts'
import { call } from '../api/call.ts'
import { cohortQuery } from '../cohorts/cohort-query.ts'
import { t } from '../messages/messages.ts'
import { whenIn } from '../messages/moments.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { useAct } from '../parts/use-act.ts'
import { assignmentPath, assignmentsChanged } from './assignment-queries.ts'
import { inLanguage, rulesInWords } from './assignment-words.ts'
import { refusalWords } from './refusal-words.ts'

/** The stages one after the other: when each is, what it asks, and what one has done of it. */
export function StageTimeline({ assignment }: { readonly assignment: Assignment }) {
  const client = useQueryClient()
  const { act, isBusy, refusal } = useAct()
  const { id, stages, can, state, clips } = assignment
  const put = (stage: Stage, what: 'opening' | 'closing', done: string) =>
    void act(async () => {
      await call(`${assignmentPath(id)}/stages/${stage.id}/${what}`, { method: 'PUT' })
      await assignmentsChanged(client)
    }, done)
  return (
    <section aria-labelledby="stages">
      <h2 id="stages">{t('assignment.stages')}</h2>
      <Refusal of={refusal} words={refusalWords} />
      <ol class="stages timeline-of-stages">
        {stages.map((stage) => {
          const name = inLanguage(stage.name)
          return (
            <li
              key={stage.id}
              class={stage.state === 'open' ? 'open' : undefined}
              aria-current={stage.state === 'open' ? 'step' : undefined}
            >
              <div class="stage-head">
                <h3>{name}</h3>
                <span class="hint">{stageWhen(stage, assignment)}</span>
              </div>
              <p class="said">{inLanguage(stage.prompt)}</p>
              <p class="hint">{rulesInWords(stage, { clips: clips.length }).join(' ')}</p>
              <Mine stage={stage} />
              {can.change && state === 'open' && (
                <div class="actions">
                  {stage.state === 'open' && (
                    <Button
                      look="text"
                      busy={isBusy}
                      onClick={() => put(stage, 'closing', t('stage.closed-now', { stage: name }))}
                    >
                      {t('stage.close-of', { stage: name })}
                    </Button>
                  )}
                  {stage.state !== 'open' &&
                    !(stage.state === 'closed' && stage.gate === 'own post first') && (
                      <Button
                        look="text"
                        busy={isBusy}
                        onClick={() => put(stage, 'opening', t('stage.opened-now', { stage: name }))}
                      >
                        {t(stage.state === 'closed' ? 'stage.open-again' : 'stage.open-of', { stage: name })}
                      </Button>
                    )}
                </div>
              )}
            </li>
          )
        })}
      </ol>
      {!can.change && <WhoSees cohortId={assignment.cohort.id} />}
    </section>
  )
}

const stageWhen = ({ state, opensAt, closesAt }: Stage, { zone }: Assignment): string => {
  if (state === 'closed') return t('stage.was-closed')
  const key = state === 'open' ? 'stage.open-until' : 'stage.opens'
  const at = state === 'open' ? closesAt : opensAt
  return t(key, { when: whenIn(zone, at, { length: 'short', brief: true, as: 'the' }) })
}

/** What one has said in a stage, or why one cannot yet. Nothing where it is nobody's. */
function Mine({ stage }: { readonly stage: Stage }) {
  const { mine, minPosts, sealed, whoPosts, state } = stage
  if (whoPosts === 'nobody') return null
  const isDone = mine.posts > 0 && mine.posts >= minPosts
  if (isDone) {
    return (
      <p class="stage-mine done">
        <Icon name="check" />
        {t('stage.mine-done', { count: mine.posts })}
      </p>
    )
  }
  if (state !== 'open' || (mine.mayPost && !mine.asked)) {
    return mine.posts > 0 ? <p class="stage-mine">{t('stage.mine-done', { count: mine.posts })}</p> : null
  }
  return (
    <p class="stage-mine">
      {sealed && <Icon name="lock" />}
      <span>
        {mine.why === 'not-your-turn' && t('stage.not-yours')}
        {mine.why === 'previous-stage-first' && t('stage.previous-first')}
        {mine.mayPost &&
          (mine.posts > 0 ? t('stage.mine-of', { done: mine.posts, count: minPosts }) : t('stage.yours'))}
        {sealed && ` ${t('stage.sealed')}`}
      </span>
    </p>
  )
}

/** What those who facilitate see of it, said to everybody else. */
function WhoSees({ cohortId }: { readonly cohortId: string }) {
  const { data } = useQuery(cohortQuery(cohortId))
  if (!data) return null
  return <p class="hint">{t(data.participation === 'names' ? 'part.names-hint' : 'part.counts-hint')}</p>
}
