import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { call } from '../api/call.ts'
import { ApiProblem } from '../api/problem.ts'
import { type MessageKey, t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { checkEmail, checkFields } from '../parts/check-fields.ts'
import { Field } from '../parts/field.tsx'
import { type FieldError, FormErrors } from '../parts/form-errors.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'

const leastPassword = 10

/** Makes the first organisation. The secret stands behind the “#” of the link, where no server's log sees it. */
export function SetUpPage() {
  const { route } = useLocation()
  const [token] = useState(() => decodeURIComponent(location.hash.slice(1)))
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [refusal, setRefusal] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.text

  const submit = async (form: FormData) => {
    const found = checkFields(form, [
      { field: 'organisation', missing: 'form.organisation-missing' },
      { field: 'name', missing: 'form.name-missing' },
      { field: 'email', missing: 'form.email-missing', check: checkEmail },
      { field: 'password', missing: 'form.password-missing', check: checkPassword },
    ])
    setErrors(found)
    setRefusal(undefined)
    if (found.length > 0 || isBusy) return
    setBusy(true)
    const text = (name: string) => String(form.get(name)).trim()
    try {
      await call('/api/v1/setup', {
        method: 'POST',
        body: {
          token,
          organisation: text('organisation'),
          name: text('name'),
          email: text('email'),
          password: String(form.get('password')),
        },
        mayAsk: false,
      })
      route('/sign-in?set-up=1', true)
    } catch (error) {
      setRefusal(error)
    } finally {
      setBusy(false)
    }
  }

  if (token === '') {
    return (
      <Page title={t('set-up.title')} class="narrow">
        <Notice tone="warn">
          <p>{t('set-up.no-link')}</p>
        </Notice>
      </Page>
    )
  }
  const field = (name: string, label: MessageKey, more: Partial<Parameters<typeof Field>[0]> = {}) => (
    <Field {...more} label={t(label)} id={name} name={name} error={errorOf(name)} required />
  )
  return (
    <Page title={t('set-up.title')} class="narrow">
      <p>{t('set-up.about')}</p>
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
            <p>{refusalWords(refusal)}</p>
          </Notice>
        )}
        {field('organisation', 'set-up.organisation', { autoComplete: 'organization', maxLength: 200 })}
        {field('name', 'set-up.name', { autoComplete: 'name', maxLength: 200 })}
        {field('email', 'sign-in.email', { type: 'email', autoComplete: 'username', maxLength: 254 })}
        {field('password', 'sign-in.password', {
          type: 'password',
          autoComplete: 'new-password',
          maxLength: 128,
          hint: t('set-up.password-hint', { least: leastPassword }),
        })}
        <Button look="primary" type="submit" busy={isBusy}>
          {t('set-up.action')}
        </Button>
      </form>
    </Page>
  )
}

const checkPassword = (value: string): MessageKey | undefined =>
  value.length < leastPassword ? 'form.password-short' : undefined

/** Here “not found” means the link. */
const refusalWords = (refusal: unknown): string =>
  refusal instanceof ApiProblem && refusal.status === 404 ? t('set-up.link-used') : problemWords(refusal)
