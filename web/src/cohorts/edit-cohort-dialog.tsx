import { useQueryClient } from '@tanstack/preact-query'
import type { ChangeCohort, Cohort } from '../../../src/cohorts/schemas.ts'
import { call } from '../api/call.ts'
import { cohortsQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field, Select, TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'

interface Props {
  readonly cohort: Cohort
  readonly onClose: () => void
}

/** Name, focus and norms. Who agreed to norms is asked anew once these say something else, and the hint says so. */
export function EditCohortDialog({ cohort, onClose }: Props) {
  const client = useQueryClient()
  const { id, name, focus, norms, members, participation } = cohort
  const send = async (form: FormData) => {
    const text = (field: string) => String(form.get(field) ?? '').trim()
    // Browsers send line ends as two characters; what did not change must be the same text.
    const lines = (field: string) => text(field).replaceAll('\r\n', '\n') || null
    const body: ChangeCohort = {
      ...{ name: text('name'), focus: lines('focus'), norms: lines('norms') },
      participation: form.get('participation') === 'counts' ? 'counts' : 'names',
    }
    await call(`/api/v1/cohorts/${id}`, { method: 'PATCH', body })
    await client.invalidateQueries({ queryKey: cohortsQuery.queryKey })
    say(t('cohort.edited'))
    onClose()
  }
  return (
    <Dialog title={t('cohort.edit-title')} onClose={onClose}>
      <Form
        action={t('cohort.save')}
        check={(form) => checkFields(form, [{ field: 'name', missing: 'cohort.name-missing' }])}
        send={send}
      >
        <Field label={t('cohort.name')} id="name" name="name" defaultValue={name} maxLength={200} required />
        <TextArea
          label={t('cohort.focus')}
          hint={t('cohort.focus-hint')}
          {...{ id: 'focus', name: 'focus', defaultValue: focus ?? '', maxLength: 2000, rows: 2 }}
        />
        <TextArea
          label={t('norms.title')}
          hint={members.some(({ agreedAt }) => agreedAt) ? t('norms.edit-hint') : t('norms.hint')}
          {...{ id: 'norms-text', name: 'norms', defaultValue: norms ?? '', maxLength: 10_000, rows: 6 }}
        />
        <Select label={t('cohort.participation')} id="participation" name="participation">
          <option value="names" selected={participation === 'names'}>
            {t('cohort.participation-names')}
          </option>
          <option value="counts" selected={participation === 'counts'}>
            {t('cohort.participation-counts')}
          </option>
        </Select>
      </Form>
    </Dialog>
  )
}
