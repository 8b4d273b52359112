import { useRef, useState } from 'preact/hooks'
import type { Coaching, Goal } from '../../../src/coaching/schemas.ts'
import { dateOf } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { GoalForm } from './goal-form.tsx'
import { useSpace } from './use-space.ts'

/** What the two want to reach, and what they did. */
export function GoalsSection({ pair: { id, goals } }: { readonly pair: Coaching }) {
  const space = useSpace(id)
  const heading = useRef<HTMLHeadingElement>(null)
  const [isSetting, setSetting] = useState(false)
  const toHead = () => heading.current?.focus()
  const remove = async (goal: Goal) =>
    (await space.press('DELETE', `goals/${goal.id}`, undefined, t('coaching.removed'))) && toHead()
  const reach = async (goal: Goal) => {
    const reached = goal.reachedAt === null
    const told = reached ? t('coaching.goal-reached-now') : t('coaching.goal-open-now')
    if (await space.press('PATCH', `goals/${goal.id}`, { reached }, told)) toHead()
  }
  return (
    <section class="card" aria-labelledby="goals">
      <h2 id="goals" ref={heading} tabIndex={-1}>
        {t('coaching.goals')}
      </h2>
      <Refusal of={space.refusal} />
      {goals.length === 0 && !isSetting && <p class="hint">{t('coaching.no-goal')}</p>}
      {goals.length > 0 && (
        <ul class="coaching-lines">
          {goals.map((goal) => (
            <GoalLine
              key={goal.id}
              {...{ goal, cohortId: id }}
              onReach={() => void reach(goal)}
              onRemove={() => void remove(goal)}
            />
          ))}
        </ul>
      )}
      {isSetting ? (
        <GoalForm
          cohortId={id}
          onDone={() => {
            setSetting(false)
            toHead()
          }}
        />
      ) : (
        <div class="actions">
          <Button onClick={() => setSetting(true)}>{t('coaching.set-goal')}</Button>
        </div>
      )}
    </section>
  )
}

interface LineProps {
  readonly goal: Goal
  readonly cohortId: string
  readonly onReach: () => void
  readonly onRemove: () => void
}

function GoalLine({ goal, cohortId, onReach, onRemove }: LineProps) {
  const [isEditing, setEditing] = useState(false)
  const { body, reachedAt, setBy, mine } = goal
  if (isEditing) {
    return (
      <li>
        <GoalForm cohortId={cohortId} goal={goal} onDone={() => setEditing(false)} />
      </li>
    )
  }
  return (
    <li>
      <p class="line-words">{body}</p>
      {reachedAt === null ? (
        <p class="hint">{t('coaching.set-by', { name: setBy.name })}</p>
      ) : (
        <p class="clip-meta">
          <Icon name="check" />
          {t('coaching.reached-on', { day: dateOf(reachedAt) })}
        </p>
      )}
      <div class="line-actions">
        <Button
          look="text"
          aria-label={t(reachedAt === null ? 'coaching.reach-of' : 'coaching.reopen-of', { words: body })}
          onClick={onReach}
        >
          {t(reachedAt === null ? 'coaching.reach' : 'coaching.reopen')}
        </Button>
        {mine && (
          <>
            <Button
              look="text"
              aria-label={t('coaching.change-of', { words: body })}
              onClick={() => setEditing(true)}
            >
              {t('coaching.change')}
            </Button>
            <Button look="text" aria-label={t('coaching.remove-of', { words: body })} onClick={onRemove}>
              {t('coaching.remove')}
            </Button>
          </>
        )}
      </div>
    </li>
  )
}
