import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { Meeting } from '../../../src/meetings/schemas.ts'
import type { Takeaway } from '../../../src/meetings/takeaway-schemas.ts'
import { call } from '../api/call.ts'
import { randomKey } from '../browser/random-key.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { say } from '../parts/status.tsx'
import { MomentSelect } from './moment-select.tsx'
import { takeawaysQuery, yearKey } from './year-queries.ts'

/** Writes down what a meeting came to. A weak link may send it twice; it stands there once. */
export function TakeawayForm({ meeting }: { readonly meeting: Meeting }) {
  const client = useQueryClient()
  const [kind, setKind] = useState<Takeaway['kind']>('decision')
  const [points, setPoints] = useState(false)
  // Each is written on a field of its own; what kind it is stays for the next one.
  const [clientKey, setClientKey] = useState(randomKey)
  const send = async (form: FormData) => {
    const threadId = String(form.get('threadId') ?? '')
    await call(`/api/v1/meetings/${meeting.id}/takeaways`, {
      method: 'POST',
      body: {
        ...{ kind, body: String(form.get('body')).trim(), clientKey },
        ...(threadId && { threadId }),
      },
    })
    setClientKey(randomKey())
    setPoints(false)
    say(t('takeaway.added'))
    await Promise.all([
      client.invalidateQueries({ queryKey: takeawaysQuery(meeting.id).queryKey }),
      client.invalidateQueries({ queryKey: yearKey(meeting.cohort.id) }),
    ])
  }
  return (
    <Form
      label={t('takeaway.write')}
      action={t('takeaway.add')}
      check={(form) => checkFields(form, [{ field: 'body', missing: 'takeaway.missing' }])}
      send={send}
      beside={
        !points && (
          <Button look="quiet" onClick={() => setPoints(true)}>
            {t('takeaway.point')}
          </Button>
        )
      }
    >
      <RadioChips
        legend={t('takeaway.kind')}
        hideLegend
        value={kind}
        options={[
          { value: 'decision', label: t('takeaway.decision') },
          { value: 'next try', label: t('takeaway.next-try') },
        ]}
        onChoose={setKind}
      />
      <TextArea
        key={clientKey}
        label={t('takeaway.body')}
        hint={kind === 'decision' ? t('takeaway.decision-hint') : t('takeaway.next-try-hint')}
        {...{ id: 'body', name: 'body', maxLength: 2000, rows: 3 }}
      />
      {points && <MomentSelect meeting={meeting} />}
    </Form>
  )
}
