import { useState } from 'preact/hooks'
import type { Me } from '../../../src/identity/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { checkEmail, checkFields } from '../parts/check-fields.ts'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'

interface Props {
  readonly email?: string | undefined
  readonly onSignedIn: (me: Me) => void
  /** Whether a link may be asked for, which opens a page of its own. */
  readonly mayMail?: boolean
}

export function SignInForm({ email, onSignedIn, mayMail = false }: Props) {
  const [isMailed, setMailed] = useState(false)
  const send = async (form: FormData) => {
    const email = String(form.get('email')).trim()
    setMailed(false)
    if (wantsMail(form)) {
      await call('/api/auth/sign-in/link', { method: 'POST', body: { email }, mayAsk: false })
      setMailed(true)
    } else onSignedIn(await signIn(email, String(form.get('password'))))
  }

  return (
    <Form
      action={t('sign-in.action')}
      busyAction={t('sign-in.busy')}
      check={(form) => checkFields(form, wantsMail(form) ? [emailRule] : [emailRule, passwordRule])}
      send={send}
      beside={
        mayMail && (
          <Button type="submit" name="way" value="mail">
            {t('sign-in.mail')}
          </Button>
        )
      }
    >
      {isMailed && (
        <Notice tone="ok" urgent>
          <p>{t('sign-in.mailed')}</p>
        </Notice>
      )}
      <Field
        label={t('sign-in.email')}
        id="email"
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={email ?? ''}
        required
      />
      <Field
        label={t('sign-in.password')}
        id="password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
    </Form>
  )
}

const emailRule = { field: 'email', missing: 'form.email-missing', check: checkEmail } as const
const passwordRule = { field: 'password', missing: 'form.password-missing' } as const

const wantsMail = (form: FormData): boolean => form.get('way') === 'mail'

async function signIn(email: string, password: string): Promise<Me> {
  await call('/api/auth/sign-in/email', { method: 'POST', body: { email, password }, mayAsk: false })
  return call<Me>('/api/v1/me', { mayAsk: false })
}
