import type { Clip } from '../../../src/clips/schemas.ts'
import type { Exemplar } from '../../../src/exemplars/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Select, TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { exemplarPath } from './exemplar-queries.ts'

interface Props {
  readonly exemplar: Exemplar
  readonly cohorts: Clip['studiedIn']
  readonly onClose: () => void
}

/** A few words to whoever let others learn from their clip. */
export function ThankDialog({ exemplar, cohorts, onClose }: Props) {
  const send = async (form: FormData) => {
    const body = String(form.get('thanks') ?? '')
      .replaceAll('\r\n', '\n')
      .trim()
    const cohortId = String(form.get('thanks-from') ?? '') || cohorts[0]?.id
    await call(`${exemplarPath(exemplar.id)}/thanks`, { method: 'POST', body: { cohortId, body } })
    say(t('thank.sent'))
    onClose()
  }
  return (
    <Dialog title={t('learn.thank-owner')} onClose={onClose}>
      <Form
        action={t('thank.send')}
        check={(form) => checkFields(form, [{ field: 'thanks', missing: 'thank.missing' }])}
        send={send}
      >
        <TextArea
          label={t('thank.words')}
          hint={t('thank.hint')}
          {...{ id: 'thanks', name: 'thanks', maxLength: 1000, rows: 4 }}
          required
        />
        {cohorts.length > 1 && (
          <Select label={t('thank.from')} id="thanks-from" name="thanks-from">
            {cohorts.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Form>
    </Dialog>
  )
}
