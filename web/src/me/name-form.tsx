import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { Me } from '../../../src/identity/schemas.ts'
import { call } from '../api/call.ts'
import { meQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'

/** A person says what they are called. The form stands behind a button: it is seldom wanted. */
export function NameForm({ name }: { readonly name: string }) {
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{t('me.rename')}</Button>
  return (
    <Form
      label={t('me.rename')}
      check={(form) => checkFields(form, [{ field: 'own-name', missing: 'form.name-missing' }])}
      send={async (form) => {
        const body = { name: String(form.get('own-name')).trim() }
        client.setQueryData(meQuery.queryKey, await call<Me>('/api/v1/me', { method: 'PATCH', body }))
        setOpen(false)
        say(t('me.renamed'))
      }}
      action={t('me.save')}
      beside={<Button onClick={() => setOpen(false)}>{t('cancel')}</Button>}
    >
      <Field
        id="own-name"
        name="own-name"
        label={t('me.name')}
        hint={t('me.name-hint')}
        defaultValue={name}
        maxLength={200}
        autocomplete="name"
        autofocus
      />
    </Form>
  )
}
