import { useState } from 'preact/hooks'
import type { Me } from '../../../src/identity/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { checkEmail, checkFields } from '../parts/check-fields.ts'
import { Field } from '../parts/field.tsx'
import { type FieldError, FormErrors } from '../parts/form-errors.tsx'
import { Notice } from '../parts/notice.tsx'

interface Props {
  readonly email?: string | undefined
  readonly onSignedIn: (me: Me) => void
}

export function SignInForm({ email, onSignedIn }: Props) {
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [refusal, setRefusal] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.text

  const submit = async (form: FormData) => {
    const found = checkFields(form, [
      { field: 'email', missing: 'form.email-missing', check: checkEmail },
      { field: 'password', missing: 'form.password-missing' },
    ])
    setErrors(found)
    setRefusal(undefined)
    if (found.length > 0 || isBusy) return
    setBusy(true)
    try {
      onSignedIn(await signIn(String(form.get('email')).trim(), String(form.get('password'))))
    } catch (error) {
      setRefusal(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit(new FormData(event.currentTarget))
      }}
    >
      <FormErrors errors={errors} />
      {refusal !== undefined && (
        <Notice tone="danger" urgent>
          <p>{problemWords(refusal)}</p>
        </Notice>
      )}
      <Field
        label={t('sign-in.email')}
        id="email"
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={email ?? ''}
        error={errorOf('email')}
        required
      />
      <Field
        label={t('sign-in.password')}
        id="password"
        name="password"
        type="password"
        autoComplete="current-password"
        error={errorOf('password')}
        required
      />
      <Button look="primary" type="submit" busy={isBusy}>
        {isBusy ? t('sign-in.busy') : t('sign-in.action')}
      </Button>
    </form>
  )
}

async function signIn(email: string, password: string): Promise<Me> {
  await call('/api/auth/sign-in/email', { method: 'POST', body: { email, password }, mayAsk: false })
  return call<Me>('/api/v1/me', { mayAsk: false })
}
