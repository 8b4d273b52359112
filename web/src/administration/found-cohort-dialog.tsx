import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { PersonPicker } from '../office/person-picker.tsx'
import { useChanges } from '../office/use-changes.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field, Select } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { cohortKinds, cohortKindWords } from './cohort-kinds.ts'
import { usePlaces } from './places.ts'

/** Founds a cohort for whoever is to facilitate it. Who else is in it, they decide. */
export function FoundCohortDialog({ onClose }: { readonly onClose: () => void }) {
  const { sites } = usePlaces()
  const changed = useChanges()
  const send = async (form: FormData) => {
    const name = String(form.get('name')).trim()
    const [kind, siteId, facilitatorId] = ['kind', 'site', 'facilitator'].map((each) => form.get(each))
    await call('/api/v1/cohorts', {
      method: 'POST',
      body: { name, kind, siteId: siteId || null, facilitatorId },
    })
    void changed(t('admin.cohort-founded', { name }))
    onClose()
  }
  return (
    <Dialog title={t('admin.cohort-found')} onClose={onClose}>
      <p>{t('admin.cohort-found-about')}</p>
      <Form
        action={t('admin.cohort-found')}
        check={(form) => checkFields(form, rules)}
        send={send}
        beside={<Button onClick={onClose}>{t('cancel')}</Button>}
      >
        <Field id="name" name="name" label={t('admin.name')} maxLength={200} autoComplete="off" />
        <PersonPicker
          name="facilitator"
          label={t('admin.cohort-facilitator')}
          hint={t('offices.picker-hint')}
        />
        <Select id="kind" name="kind" label={t('admin.cohort-kind')}>
          {cohortKinds.map((kind) => (
            <option key={kind} value={kind}>
              {cohortKindWords(kind)}
            </option>
          ))}
        </Select>
        <Select id="site" name="site" label={t('admin.site')}>
          <option value="">{t('admin.no-site')}</option>
          {sites.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Form>
    </Dialog>
  )
}

const rules = [
  { field: 'name', missing: 'admin.name-missing' },
  { field: 'facilitator', missing: 'admin.person-missing' },
] as const
