import type { District } from '../../../src/identity/administration-schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { useChanges } from '../office/use-changes.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'

interface Props {
  readonly district: District | undefined
  readonly onClose: () => void
}

/** Adds a district, or renames one. */
export function DistrictDialog({ district, onClose }: Props) {
  const changed = useChanges()
  const send = async (form: FormData) => {
    const name = String(form.get('name')).trim()
    const path = '/api/v1/districts'
    await (district
      ? call(`${path}/${district.id}`, { method: 'PATCH', body: { name } })
      : call(path, { method: 'POST', body: { name } }))
    void changed(district ? t('admin.saved') : t('admin.added', { name }))
    onClose()
  }
  return (
    <Dialog
      title={district ? t('admin.rename-of', { name: district.name }) : t('admin.district-add')}
      onClose={onClose}
    >
      <Form
        action={district ? t('admin.save') : t('admin.add')}
        check={(form) => checkFields(form, [{ field: 'name', missing: 'admin.name-missing' }])}
        send={send}
        beside={<Button onClick={onClose}>{t('cancel')}</Button>}
      >
        <Field id="name" name="name" label={t('admin.name')} maxLength={200} defaultValue={district?.name} />
      </Form>
    </Dialog>
  )
}
