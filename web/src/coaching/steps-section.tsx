import { useRef, useState } from 'preact/hooks'
import type { Coaching, Step } from '../../../src/coaching/schemas.ts'
import { dateOf } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { dueDayInWords } from '../messages/moments.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { StepForm } from './step-form.tsx'
import { useSpace } from './use-space.ts'

/** The next step and its day first; what is done stays to be looked at. */
export function StepsSection({ pair: { id, steps } }: { readonly pair: Coaching }) {
  const space = useSpace(id)
  const heading = useRef<HTMLHeadingElement>(null)
  const [isSetting, setSetting] = useState(false)
  const ahead = steps.filter(({ doneAt }) => doneAt === null)
  const done = steps.filter(({ doneAt }) => doneAt !== null)
  const toHead = () => heading.current?.focus()
  const remove = async (step: Step) =>
    (await space.press('DELETE', `steps/${step.id}`, undefined, t('coaching.removed'))) && toHead()
  const finish = async (step: Step) => {
    const isDone = step.doneAt === null
    const told = isDone ? t('coaching.step-done-now') : t('coaching.step-open-now')
    if (await space.press('PATCH', `steps/${step.id}`, { done: isDone }, told)) toHead()
  }
  return (
    <section class="card" aria-labelledby="steps">
      <h2 id="steps" ref={heading} tabIndex={-1}>
        {t('coaching.steps')}
      </h2>
      <Refusal of={space.refusal} />
      {ahead.length === 0 && !isSetting && <p class="hint">{t('coaching.no-step')}</p>}
      {ahead.length > 0 && (
        <ol class="coaching-lines">
          {ahead.map((step) => (
            <StepLine
              key={step.id}
              {...{ step, cohortId: id }}
              onRemove={() => void remove(step)}
              onDone={() => void finish(step)}
            />
          ))}
        </ol>
      )}
      {isSetting ? (
        <StepForm
          cohortId={id}
          onDone={() => {
            setSetting(false)
            toHead()
          }}
        />
      ) : (
        <div class="actions">
          <Button onClick={() => setSetting(true)}>{t('coaching.set-step')}</Button>
        </div>
      )}
      {done.length > 0 && (
        <details>
          <summary>{t('coaching.steps-done', { count: done.length })}</summary>
          <ul class="coaching-lines">
            {done.map((step) => (
              <li key={step.id}>
                <p>{step.body}</p>
                <p class="clip-meta">
                  <Icon name="check" />
                  {t('coaching.done-on', { day: dateOf(step.doneAt ?? '') })}
                </p>
                <div class="line-actions">
                  <Button
                    look="text"
                    aria-label={t('coaching.reopen-of', { words: step.body })}
                    onClick={() => void finish(step)}
                  >
                    {t('coaching.reopen')}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

interface LineProps {
  readonly step: Step
  readonly cohortId: string
  readonly onDone: () => void
  readonly onRemove: () => void
}

function StepLine({ step, cohortId, onDone, onRemove }: LineProps) {
  const [isEditing, setEditing] = useState(false)
  const { id, body, dueOn, mine } = step
  if (isEditing) {
    return (
      <li>
        <StepForm cohortId={cohortId} step={step} onDone={() => setEditing(false)} />
      </li>
    )
  }
  return (
    <li>
      <p class="line-words">{body}</p>
      <p class="hint" id={`due-${id}`}>
        <time dateTime={dueOn}>{t('coaching.due', { day: dueDayInWords(dueOn) })}</time>
      </p>
      <div class="line-actions">
        <Button look="text" aria-label={t('coaching.done-of', { words: body })} onClick={onDone}>
          {t('coaching.done')}
        </Button>
        <Button
          look="text"
          aria-label={t('coaching.change-of', { words: body })}
          onClick={() => setEditing(true)}
        >
          {t('coaching.change')}
        </Button>
        {mine && (
          <Button look="text" aria-label={t('coaching.remove-of', { words: body })} onClick={onRemove}>
            {t('coaching.remove')}
          </Button>
        )}
      </div>
    </li>
  )
}
