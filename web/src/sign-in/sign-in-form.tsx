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
  /** Whether a link may be asked for, which opens a page of its own. */
  readonly mayMail?: boolean
}

export function SignInForm({ email, onSignedIn, mayMail = false }: Props) {
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [refusal, setRefusal] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const [isMailed, setMailed] = useState(false)
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.text

  const submit = async (form: FormData) => {
    const found = checkFields(form, [
      { field: 'email', missing: 'form.email-missing', check: checkEmail },
      { field: 'password', missing: 'form.password-missing' },
    ])
    await attempt(found, async () =>
      onSignedIn(await signIn(String(form.get('email')).trim(), String(form.get('password')))),
    )
  }
  const mailLink = (form: FormData) =>
    attempt(
      checkFields(form, [{ field: 'email', missing: 'form.email-missing', check: checkEmail }]),
      async () => {
        const email = String(form.get('email')).trim()
        await call('/api/auth/sign-in/link', { method: 'POST', body: { email }, mayAsk: false })
        setMailed(true)
      },
    )
  const attempt = async (found: readonly FieldError[], step: () => Promise<void>) => {
    setErrors(found)
    setRefusal(undefined)
    setMailed(false)
    if (found.length > 0 || isBusy) return
    setBusy(true)
    try {
      await step()
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
      {mayMail && (
        <Button
          busy={isBusy}
          onClick={({ currentTarget: { form } }) => form && void mailLink(new FormData(form))}
        >
          {t('sign-in.mail')}
        </Button>
      )}
    </form>
  )
}

async function signIn(email: string, password: string): Promise<Me> {
  await call('/api/auth/sign-in/email', { method: 'POST', body: { email, password }, mayAsk: false })
  return call<Me>('/api/v1/me', { mayAsk: false })
}
