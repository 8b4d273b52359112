import { useState } from 'preact/hooks'
import type { Step } from '../../../src/coaching/schemas.ts'
import { randomKey } from '../browser/random-key.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Field, TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { useFirstField } from './use-first-field.ts'
import { useSpace } from './use-space.ts'

interface Props {
  readonly cohortId: string
  /** To be changed; without one, a new one is set. */
  readonly step?: Step
  readonly onDone: () => void
}

/** What comes next and by when. The words of the other one's step stay as they are; its day can be moved. */
export function StepForm({ cohortId, step, onDone }: Props) {
  const { send } = useSpace(cohortId)
  const [clientKey] = useState(randomKey)
  const isWorded = step === undefined || step.mine
  const name = (field: string) => `step-${field}${step ? `-${step.id}` : ''}`
  useFirstField(name(isWorded ? 'body' : 'day'))
  return (
    <Form
      label={step ? t('coaching.change-of', { words: step.body }) : t('coaching.set-step')}
      action={t('coaching.save')}
      check={(form) =>
        checkFields(form, [
          ...(isWorded ? [{ field: name('body'), missing: 'coaching.step-missing' as const }] : []),
          { field: name('day'), missing: 'coaching.day-missing' as const },
        ])
      }
      send={async (form) => {
        const body = {
          ...(isWorded && { body: String(form.get(name('body'))).trim() }),
          dueOn: String(form.get(name('day'))),
        }
        await (step ? send('PATCH', `steps/${step.id}`, body) : send('POST', 'steps', { ...body, clientKey }))
        onDone()
        say(t('coaching.saved'))
      }}
      beside={
        <Button look="quiet" onClick={onDone}>
          {t('cancel')}
        </Button>
      }
    >
      {isWorded ? (
        <TextArea
          label={t('coaching.step-words')}
          hint={t('coaching.step-hint')}
          id={name('body')}
          name={name('body')}
          maxLength={1000}
          rows={2}
          defaultValue={step?.body}
        />
      ) : (
        <p>{step.body}</p>
      )}
      <Field
        label={t('coaching.day')}
        id={name('day')}
        name={name('day')}
        type="date"
        defaultValue={step?.dueOn}
      />
    </Form>
  )
}
