import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { useChanges } from '../office/use-changes.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'

/** Lets an issuer sign people in. It is asked at once, so that a wrong address shows here. */
export function AddIssuerDialog({ onClose }: { readonly onClose: () => void }) {
  const changed = useChanges()
  const send = async (form: FormData) => {
    const text = (name: string) => String(form.get(name)).trim()
    const body = {
      name: text('name'),
      issuer: text('issuer'),
      clientId: text('clientId'),
      clientSecret: text('clientSecret'),
    }
    await call('/api/v1/oidc-issuers', { method: 'POST', body })
    void changed(t('admin.issuer-added', { name: body.name }))
    onClose()
  }
  return (
    <Dialog title={t('admin.issuer-add')} onClose={onClose}>
      <Form
        action={t('admin.add')}
        busyAction={t('admin.issuer-asking')}
        check={(form) => checkFields(form, rules)}
        send={send}
        beside={<Button onClick={onClose}>{t('cancel')}</Button>}
      >
        <Field
          id="name"
          name="name"
          label={t('admin.name')}
          hint={t('admin.issuer-name-hint')}
          maxLength={100}
        />
        <Field
          id="issuer"
          name="issuer"
          type="url"
          label={t('admin.issuer-address')}
          hint={t('admin.issuer-address-hint')}
          maxLength={500}
          spellcheck={false}
        />
        <Field
          id="clientId"
          name="clientId"
          label={t('admin.issuer-client')}
          maxLength={500}
          autoComplete="off"
          spellcheck={false}
        />
        <Field
          id="clientSecret"
          name="clientSecret"
          type="password"
          label={t('admin.issuer-secret')}
          hint={t('admin.issuer-secret-hint')}
          maxLength={2000}
          autoComplete="new-password"
        />
      </Form>
    </Dialog>
  )
}

const rules = [
  { field: 'name', missing: 'admin.name-missing' },
  { field: 'issuer', missing: 'admin.issuer-address-missing' },
  { field: 'clientId', missing: 'admin.issuer-client-missing' },
  { field: 'clientSecret', missing: 'admin.issuer-secret-missing' },
] as const
