import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { Me } from '../../../src/identity/schemas.ts'
import type { DeleteAccount as Asked } from '../../../src/my-data/schemas.ts'
import { call } from '../api/call.ts'
import { organisationQuery } from '../api/organisation-query.ts'
import { ownSignInQuery } from '../me/me-queries.ts'
import { t } from '../messages/messages.ts'
import { loadOffline } from '../offline/load-offline.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { backupDays } from './backup-days.ts'

/** The end of an account: what happens, in words, and then only by typing who one is. */
export function DeleteAccount({ me }: { readonly me: Me }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <section aria-labelledby="leave">
      <h2 id="leave">{t('data.leave')}</h2>
      <p>{t('data.leave-hint')}</p>
      <p>{t('data.leave-words-1')}</p>
      <p>{t('data.leave-words-2', { days: backupDays })}</p>
      <p>{t('data.leave-words-3')}</p>
      <p>{t('data.leave-words-4')}</p>
      <p>
        <strong>{t('data.leave-export-first')}</strong>
      </p>
      {me.roles.includes('administrator') && <p>{t('data.leave-sole')}</p>}
      <Button look="danger" onClick={() => setOpen(true)}>
        {t('data.leave-begin')}
      </Button>
      {isOpen && (
        <Dialog title={t('data.leave-title')} onClose={() => setOpen(false)}>
          <p>{t('data.leave-words-1')}</p>
          <Confirmation me={me} onCancel={() => setOpen(false)} />
        </Dialog>
      )}
    </section>
  )
}

function Confirmation({ me, onCancel }: { readonly me: Me; readonly onCancel: () => void }) {
  const own = useQuery(ownSignInQuery)
  const organisation = useQuery(organisationQuery)
  const [words, setWords] = useState<NonNullable<Asked['words']>>('keep')
  const trouble = own.error ?? organisation.error
  if (trouble) {
    const again = () => void Promise.all([own.refetch(), organisation.refetch()])
    return <Trouble error={trouble} onRetry={again} />
  }
  if (!own.data || !organisation.data) return <Loading />
  const { hasPassword } = own.data
  const { keepsTalkOfLeavers } = organisation.data
  const send = async (form: FormData) => {
    const body: Asked = {
      confirm: String(form.get('confirm')),
      ...(hasPassword && { password: String(form.get('password')) }),
      ...(keepsTalkOfLeavers && { words }),
    }
    // Before: it cannot be fetched for somebody who is gone, and what this browser keeps is to go with them.
    const { leave } = await loadOffline()
    await call('/api/v1/me', { method: 'DELETE', body })
    await leave(me.id, true)
  }
  return (
    <Form
      label={t('data.leave')}
      check={(form) =>
        checkFields(form, [
          {
            field: 'confirm',
            missing: 'data.leave-confirm-missing',
            check: (typed) =>
              typed.trim().toLowerCase() === me.email.toLowerCase()
                ? undefined
                : 'data.leave-confirm-missing',
          },
          ...(hasPassword ? [{ field: 'password', missing: 'form.password-missing' } as const] : []),
        ])
      }
      send={send}
      look="danger"
      action={t('data.leave-action')}
      beside={<Button onClick={onCancel}>{t('cancel')}</Button>}
    >
      {keepsTalkOfLeavers ? (
        <RadioChips
          legend={t('data.leave-talk')}
          value={words}
          options={[
            { value: 'keep', label: t('data.leave-talk-keep') },
            { value: 'remove', label: t('data.leave-talk-remove') },
          ]}
          onChoose={setWords}
        />
      ) : (
        <p>{t('data.leave-talk-gone')}</p>
      )}
      <Field
        id="confirm"
        name="confirm"
        label={t('data.leave-confirm', { email: me.email })}
        autocomplete="off"
        inputMode="email"
      />
      {hasPassword && (
        <Field
          id="password"
          name="password"
          type="password"
          label={t('sign-in.password')}
          autocomplete="current-password"
        />
      )}
    </Form>
  )
}
