import { useState } from 'preact/hooks'
import type { Goal } from '../../../src/coaching/schemas.ts'
import { randomKey } from '../browser/random-key.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { useFirstField } from './use-first-field.ts'
import { useSpace } from './use-space.ts'

interface Props {
  readonly cohortId: string
  /** To be changed; without one, a new one is set. */
  readonly goal?: Goal
  readonly onDone: () => void
}

export function GoalForm({ cohortId, goal, onDone }: Props) {
  const { send } = useSpace(cohortId)
  const [clientKey] = useState(randomKey)
  const field = `goal-body${goal ? `-${goal.id}` : ''}`
  useFirstField(field)
  return (
    <Form
      label={goal ? t('coaching.change-of', { words: goal.body }) : t('coaching.set-goal')}
      action={t('coaching.save')}
      check={(form) => checkFields(form, [{ field, missing: 'coaching.goal-missing' }])}
      send={async (form) => {
        const body = String(form.get(field)).trim()
        await (goal
          ? send('PATCH', `goals/${goal.id}`, { body })
          : send('POST', 'goals', { body, clientKey }))
        onDone()
        say(t('coaching.saved'))
      }}
      beside={
        <Button look="quiet" onClick={onDone}>
          {t('cancel')}
        </Button>
      }
    >
      <TextArea
        label={t('coaching.goal-words')}
        hint={t('coaching.goal-hint')}
        id={field}
        name={field}
        maxLength={1000}
        rows={2}
        defaultValue={goal?.body}
      />
    </Form>
  )
}
