import type { ConsentPolicy } from '../../../src/clips/consent-schemas.ts'
import type { District } from '../../../src/identity/administration-schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { Tick } from '../office/tick.tsx'
import { useChanges } from '../office/use-changes.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Select, TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'

interface Props {
  /** The version that it follows. */
  readonly after: ConsentPolicy | undefined
  readonly districts: readonly District[]
  readonly onClose: () => void
}

/** Writes what is asked before sharing from now on. Who shared before is asked anew only when they share again. */
export function PolicyDialog({ after, districts, onClose }: Props) {
  const changed = useChanges()
  const send = async (form: FormData) => {
    const ticked = (name: string) => form.get(name) === 'yes'
    const districtId = after ? after.districtId : form.get('district')
    await call('/api/v1/administration/consent-policies', {
      method: 'POST',
      body: {
        text: String(form.get('text')).trim(),
        asksGuardians: ticked('guardians'),
        asksPrincipal: ticked('principal'),
        asksAdults: ticked('adults'),
        ...(districtId && { districtId }),
      },
    })
    void changed(t('records.policy-written'))
    onClose()
  }
  return (
    <Dialog title={after ? t('records.policy-next') : t('records.policy-write')} onClose={onClose}>
      <p>{t('records.policy-dialog-about')}</p>
      <Form
        action={t('records.policy-publish')}
        check={(form) => checkFields(form, [{ field: 'text', missing: 'records.policy-text-missing' }])}
        send={send}
        beside={<Button onClick={onClose}>{t('cancel')}</Button>}
      >
        {!after && (
          <Select id="district" name="district" label={t('records.policy-for')}>
            <option value="">{t('records.whole-organisation')}</option>
            {districts.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
        <TextArea
          id="text"
          name="text"
          label={t('records.policy-text')}
          hint={t('records.policy-text-hint')}
          maxLength={20_000}
          rows={8}
          defaultValue={after?.text}
        />
        <fieldset class="ticks">
          <legend>{t('records.asks')}</legend>
          <Tick name="guardians" label={t('records.asks-guardians')} on={after?.asksGuardians ?? true} />
          <Tick name="principal" label={t('records.asks-principal')} on={after?.asksPrincipal ?? false} />
          <Tick name="adults" label={t('records.asks-adults')} on={after?.asksAdults ?? true} />
        </fieldset>
      </Form>
    </Dialog>
  )
}
