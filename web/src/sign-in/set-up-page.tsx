import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { call } from '../api/call.ts'
import { ApiProblem } from '../api/problem.ts'
import { type MessageKey, t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { checkEmail, checkFields, checkPassword, leastPassword } from '../parts/check-fields.ts'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'

/** Makes the first organisation. The secret stands behind the “#” of the link, where no server's log sees it. */
export function SetUpPage() {
  const { route } = useLocation()
  const [token] = useState(() => decodeURIComponent(location.hash.slice(1)))
  const send = async (form: FormData) => {
    const text = (name: string) => String(form.get(name)).trim()
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
    <Field {...more} label={t(label)} id={name} name={name} required />
  )
  return (
    <Page title={t('set-up.title')} class="narrow">
      <p>{t('set-up.about')}</p>
      <Form
        action={t('set-up.action')}
        check={(form) => checkFields(form, rules)}
        send={send}
        refusalWords={refusalWords}
      >
        {field('organisation', 'set-up.organisation', { autoComplete: 'organization', maxLength: 200 })}
        {field('name', 'set-up.name', { autoComplete: 'name', maxLength: 200 })}
        {field('email', 'sign-in.email', { type: 'email', autoComplete: 'username', maxLength: 254 })}
        {field('password', 'sign-in.password', {
          type: 'password',
          autoComplete: 'new-password',
          maxLength: 128,
          hint: t('set-up.password-hint', { least: leastPassword }),
        })}
      </Form>
    </Page>
  )
}

const rules = [
  { field: 'organisation', missing: 'form.organisation-missing' },
  { field: 'name', missing: 'form.name-missing' },
  { field: 'email', missing: 'form.email-missing', check: checkEmail },
  { field: 'password', missing: 'form.password-missing', check: checkPassword },
] as const

/** Here “not found” means the link. */
const refusalWords = (refusal: unknown): string =>
  refusal instanceof ApiProblem && refusal.status === 404 ? t('set-up.link-used') : problemWords(refusal)
