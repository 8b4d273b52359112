import type { AdministeredPerson } from '../../../src/identity/administration-schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { useChanges } from '../office/use-changes.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field, Select } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { usePlaces } from './places.ts'

interface Props {
  readonly person: AdministeredPerson
  readonly onClose: () => void
}

/** Puts a name or a site right. */
export function ChangePersonDialog({ person, onClose }: Props) {
  const { sites } = usePlaces()
  const changed = useChanges()
  const send = async (form: FormData) => {
    await call(`/api/v1/administration/people/${person.id}`, {
      method: 'PATCH',
      body: { name: String(form.get('name')).trim(), siteId: form.get('site') || null },
    })
    void changed(t('admin.saved'))
    onClose()
  }
  return (
    <Dialog title={t('admin.change-person')} onClose={onClose}>
      <Form
        action={t('admin.save')}
        check={(form) => checkFields(form, [{ field: 'name', missing: 'admin.name-missing' }])}
        send={send}
        beside={<Button onClick={onClose}>{t('cancel')}</Button>}
      >
        <Field
          id="name"
          name="name"
          label={t('admin.name')}
          maxLength={200}
          autoComplete="off"
          defaultValue={person.name}
        />
        <Select id="site" name="site" label={t('admin.site')} hint={t('admin.site-hint')}>
          <option value="">{t('admin.no-site')}</option>
          {sites.map(({ id, name }) => (
            <option key={id} value={id} selected={id === person.site?.id}>
              {name}
            </option>
          ))}
        </Select>
      </Form>
    </Dialog>
  )
}
