import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { cohortsQuery } from '../api/queries.ts'
import { randomKey } from '../browser/random-key.ts'
import { t } from '../messages/messages.ts'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Select } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { CollectionFields, collectionIn } from './collection-fields.tsx'
import { collectionsChanged } from './exemplar-queries.ts'
import { curatesForAll, ownCohorts } from './may-collect.ts'

/** Begins a collection, for everybody here or for one cohort, and goes there. */
export function StartCollectionDialog({ onClose }: { readonly onClose: () => void }) {
  const me = useMe()
  const client = useQueryClient()
  const { route } = useLocation()
  const cohorts = ownCohorts(useQuery(cohortsQuery).data?.items ?? [], me.id)
  const [clientKey] = useState(randomKey)
  const send = async (form: FormData) => {
    const cohortId = String(form.get('for') ?? '')
    const { id } = await call<{ id: string }>('/api/v1/collections', {
      method: 'POST',
      body: { ...collectionIn(form), ...(cohortId !== '' && { cohortId }), clientKey },
    })
    void collectionsChanged(client)
    say(t('collection.started'))
    route(`/collections/${id}`)
  }
  return (
    <Dialog title={t('collections.start')} onClose={onClose}>
      <Form
        action={t('collection.start-action')}
        check={(form) => checkFields(form, [{ field: 'title', missing: 'collection.title-missing' }])}
        send={send}
      >
        <CollectionFields />
        <Select label={t('collection.for')} id="for" name="for">
          {curatesForAll(me) && <option value="">{t('audience.organisation')}</option>}
          {cohorts.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Form>
    </Dialog>
  )
}
