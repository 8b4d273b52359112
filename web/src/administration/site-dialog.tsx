import { useQuery } from '@tanstack/preact-query'
import type { District, Organisation, Site } from '../../../src/identity/administration-schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { oneOf } from '../office/fetch-pages.ts'
import { useChanges } from '../office/use-changes.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field, Select } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { ZoneSelect } from './zone-select.tsx'

interface Props {
  readonly site: Site | undefined
  readonly districts: readonly District[]
  readonly onClose: () => void
}

/** Adds a site, or puts one right. A new one is in the organisation’s time zone unless it is said otherwise. */
export function SiteDialog({ site, districts, onClose }: Props) {
  const changed = useChanges()
  const organisation = useQuery(oneOf<Organisation>('/api/v1/organisation'))
  const zone = site?.zone ?? organisation.data?.zone
  const send = async (form: FormData) => {
    const name = String(form.get('name')).trim()
    const body = { name, districtId: form.get('district'), zone: form.get('zone') }
    const path = '/api/v1/sites'
    await (site
      ? call(`${path}/${site.id}`, { method: 'PATCH', body })
      : call(path, { method: 'POST', body }))
    void changed(site ? t('admin.saved') : t('admin.added', { name }))
    onClose()
  }
  return (
    <Dialog title={site ? t('admin.change-of', { name: site.name }) : t('admin.site-add')} onClose={onClose}>
      {organisation.error && (
        <Trouble error={organisation.error} onRetry={() => void organisation.refetch()} />
      )}
      {zone === undefined && organisation.isPending && <Loading />}
      {zone !== undefined && (
        <Form
          action={site ? t('admin.save') : t('admin.add')}
          check={(form) => checkFields(form, [{ field: 'name', missing: 'admin.name-missing' }])}
          send={send}
          beside={<Button onClick={onClose}>{t('cancel')}</Button>}
        >
          <Field id="name" name="name" label={t('admin.name')} maxLength={200} defaultValue={site?.name} />
          <Select id="district" name="district" label={t('admin.district')}>
            {districts.map(({ id, name }) => (
              <option key={id} value={id} selected={id === site?.districtId}>
                {name}
              </option>
            ))}
          </Select>
          <ZoneSelect zone={zone} hint={t('admin.site-zone-hint')} />
        </Form>
      )}
    </Dialog>
  )
}
