import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { call } from '../api/call.ts'
import { dateOf } from '../messages/dates.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { checkFields, checkPassword, leastPassword } from '../parts/check-fields.ts'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { ownSignInQuery, signInsQuery } from './me-queries.ts'

/** By what somebody signs in: who vouches for them, and their password. */
export function SignInSection({ email }: { readonly email: string }) {
  const own = useQuery(ownSignInQuery)
  return (
    <section aria-labelledby="how-signed-in">
      <h2 id="how-signed-in">{t('me.sign-in')}</h2>
      {own.isPending && <Loading />}
      {own.error && <Trouble error={own.error} onRetry={() => void own.refetch()} />}
      {own.data?.issuers.map(({ name, linkedAt }) => (
        <p key={name + linkedAt}>{t('me.issuer', { name, date: dateOf(linkedAt) })}</p>
      ))}
      {own.data?.isBound && <p class="hint">{t('me.bound')}</p>}
      {own.data && !own.data.isBound && <Password hasPassword={own.data.hasPassword} email={email} />}
    </section>
  )
}

function Password({ hasPassword, email }: { readonly hasPassword: boolean; readonly email: string }) {
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const title = hasPassword ? t('me.password-change') : t('me.password-set')
  if (!isOpen) {
    return (
      <>
        {!hasPassword && <p class="hint">{t('me.no-password')}</p>}
        <div class="actions">
          <Button onClick={() => setOpen(true)}>{title}</Button>
        </div>
      </>
    )
  }
  return (
    <Form
      label={title}
      check={(form) =>
        checkFields(form, [
          ...(hasPassword ? [{ field: 'current', missing: 'form.password-missing' } as const] : []),
          { field: 'next', missing: 'me.password-next-missing', check: checkPassword },
        ])
      }
      send={async (form) => {
        const current = hasPassword ? { current: String(form.get('current')) } : {}
        const body = { ...current, next: String(form.get('next')) }
        await call('/api/v1/me/password', { method: 'PUT', body })
        setOpen(false)
        say(t('me.password-done'))
        void client.invalidateQueries({ queryKey: ownSignInQuery.queryKey })
        void client.invalidateQueries({ queryKey: signInsQuery.queryKey })
      }}
      action={title}
      beside={<Button onClick={() => setOpen(false)}>{t('cancel')}</Button>}
    >
      {/* So that what keeps passwords knows whose this is. */}
      <input type="email" name="email" autocomplete="username" value={email} hidden readOnly />
      {hasPassword && (
        <Field
          id="current"
          name="current"
          type="password"
          label={t('me.password-current')}
          autocomplete="current-password"
        />
      )}
      <Field
        id="next"
        name="next"
        type="password"
        label={t('me.password-next')}
        hint={t('set-up.password-hint', { least: leastPassword })}
        maxLength={128}
        autocomplete="new-password"
      />
      <p class="hint">{t('me.password-after')}</p>
    </Form>
  )
}
