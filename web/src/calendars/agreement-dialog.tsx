import type { WorkAgreement } from '../../../src/calendars/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { useChanges } from '../office/use-changes.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'

interface Props {
  readonly agreement: WorkAgreement
  /** Whose it is. */
  readonly name: string
  readonly onClose: () => void
}

/** Writes down what was agreed. What is left empty was not agreed on. */
export function AgreementDialog({ agreement, name, onClose }: Props) {
  const changed = useChanges()
  const { districtId, quietFrom, quietUntil, latestDue, weeklyMinutes } = agreement
  const send = async (form: FormData) => {
    const text = (field: string) => String(form.get(field) ?? '') || null
    const minutes = text('weeklyMinutes')
    const body: WorkAgreement = {
      districtId,
      ...{ quietFrom: text('quietFrom'), quietUntil: text('quietUntil'), latestDue: text('latestDue') },
      weeklyMinutes: minutes === null ? null : Number(minutes),
    }
    await call('/api/v1/administration/work-agreements', { method: 'PUT', body })
    void changed(t('admin.saved'))
    onClose()
  }
  const check = (form: FormData) => {
    const [from, until] = [String(form.get('quietFrom') ?? ''), String(form.get('quietUntil') ?? '')]
    if ((from === '') !== (until === '')) {
      return [{ field: from === '' ? 'quietFrom' : 'quietUntil', text: t('calendars.quiet-both') }]
    }
    return from !== '' && from === until ? [{ field: 'quietUntil', text: t('calendars.quiet-same') }] : []
  }
  return (
    <Dialog title={t('calendars.agreement-of', { name })} onClose={onClose}>
      <p class="hint">{t('calendars.agreement-hint')}</p>
      <Form
        action={t('admin.save')}
        check={check}
        send={send}
        beside={<Button onClick={onClose}>{t('cancel')}</Button>}
      >
        <div class="side-by-side">
          <Field
            {...{ type: 'time', id: 'quietFrom', name: 'quietFrom', defaultValue: quietFrom ?? '' }}
            label={t('calendars.quiet-from')}
          />
          <Field
            {...{ type: 'time', id: 'quietUntil', name: 'quietUntil', defaultValue: quietUntil ?? '' }}
            label={t('calendars.quiet-until')}
          />
        </div>
        <Field
          {...{ type: 'time', id: 'latestDue', name: 'latestDue', defaultValue: latestDue ?? '' }}
          label={t('calendars.latest-due')}
          hint={t('calendars.latest-due-hint')}
        />
        <Field
          {...{ type: 'number', id: 'weeklyMinutes', name: 'weeklyMinutes', min: 1, max: 2400 }}
          defaultValue={weeklyMinutes === null ? '' : String(weeklyMinutes)}
          label={t('calendars.weekly-minutes')}
          hint={t('calendars.weekly-minutes-hint')}
        />
      </Form>
    </Dialog>
  )
}
