import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { useChanges } from '../office/use-changes.ts'
import { Button } from '../parts/button.tsx'
import { checkEmail, checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field, TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { checkRole, RoleFields, readRole } from './role-fields.tsx'

/** Mails somebody a way into the organisation. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const changed = useChanges()
  const send = async (form: FormData) => {
    const text = (name: string) => String(form.get(name)).trim()
    const { role, scope } = readRole(form)
    const email = text('email')
    await call('/api/v1/invitations', {
      method: 'POST',
      body: { email, name: text('name'), roles: [role], words: text('words') || null, ...scope },
    })
    void changed(t('admin.invite.sent', { email }))
    onClose()
  }
  return (
    <Dialog title={t('admin.invite.title')} onClose={onClose}>
      <p>{t('admin.invite.about')}</p>
      <Form
        action={t('admin.invite.action')}
        check={(form) => [...checkFields(form, rules), ...checkRole(form)]}
        send={send}
        beside={<Button onClick={onClose}>{t('cancel')}</Button>}
      >
        <Field id="name" name="name" label={t('admin.name')} maxLength={200} autoComplete="off" />
        <Field
          id="email"
          name="email"
          type="email"
          label={t('sign-in.email')}
          maxLength={254}
          autoComplete="off"
        />
        <RoleFields />
        <TextArea
          id="words"
          name="words"
          label={t('admin.invite.words')}
          hint={t('admin.invite.words-hint')}
          maxLength={1000}
        />
      </Form>
    </Dialog>
  )
}

const rules = [
  { field: 'name', missing: 'admin.name-missing' },
  { field: 'email', missing: 'admin.email-missing', check: checkEmail },
] as const
