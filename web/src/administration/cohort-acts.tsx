import { useState } from 'preact/hooks'
import type { AdministeredCohort } from '../../../src/cohorts/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { PersonPicker } from '../office/person-picker.tsx'
import { Refused } from '../office/refused.tsx'
import { useChanges } from '../office/use-changes.ts'
import { Button } from '../parts/button.tsx'
import { checkFields } from '../parts/check-fields.ts'
import { Confirm, Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { useAct } from '../parts/use-act.ts'

type Asks = 'rename' | 'appoint' | 'close'

/** What an administrator does with a cohort that is open. */
export function CohortActs({ cohort }: { readonly cohort: AdministeredCohort }) {
  const { id, name, members, facilitators } = cohort
  const changed = useChanges()
  const { act, isBusy, refusal } = useAct()
  const [asks, setAsks] = useState<Asks>()
  const done = () => setAsks(undefined)
  const cancel = <Button onClick={done}>{t('cancel')}</Button>
  const close = async () => {
    const isClosed = await act(() => call(`/api/v1/cohorts/${id}/closing`, { method: 'PUT' }))
    done()
    if (isClosed) await changed(t('admin.cohort-closed', { name }))
  }
  const rename = async (form: FormData) => {
    await call(`/api/v1/cohorts/${id}`, {
      method: 'PATCH',
      body: { name: String(form.get('name')).trim() },
    })
    done()
    await changed(t('admin.saved'))
  }
  const appoint = async (form: FormData) => {
    const personId = form.get('facilitator')
    await call(`/api/v1/administration/cohorts/${id}/facilitators/${personId}`, { method: 'PUT' })
    done()
    await changed(t('admin.cohort-appointed', { name }))
  }
  return (
    <>
      <Refused refusal={refusal} />
      <div class="actions">
        {members > 0 && facilitators === 0 && (
          <Button aria-label={t('admin.cohort-appoint-of', { name })} onClick={() => setAsks('appoint')}>
            {t('admin.cohort-appoint')}
          </Button>
        )}
        <Button aria-label={t('admin.rename-of', { name })} onClick={() => setAsks('rename')}>
          {t('admin.rename')}
        </Button>
        <Button aria-label={t('admin.cohort-close-of', { name })} onClick={() => setAsks('close')}>
          {t('admin.cohort-close')}
        </Button>
      </div>
      {asks === 'rename' && (
        <Dialog title={t('admin.rename-of', { name })} onClose={done}>
          <Form
            action={t('admin.save')}
            check={(form) => checkFields(form, [{ field: 'name', missing: 'admin.name-missing' }])}
            send={rename}
            beside={cancel}
          >
            <Field id="name" name="name" label={t('admin.name')} maxLength={200} defaultValue={name} />
          </Form>
        </Dialog>
      )}
      {asks === 'appoint' && (
        <Dialog title={t('admin.cohort-appoint-of', { name })} onClose={done}>
          <p>{t('admin.cohort-appoint-about')}</p>
          <Form
            action={t('admin.cohort-appoint')}
            check={(form) => checkFields(form, [{ field: 'facilitator', missing: 'admin.person-missing' }])}
            send={appoint}
            beside={cancel}
          >
            <PersonPicker
              name="facilitator"
              label={t('admin.cohort-facilitator')}
              hint={t('offices.picker-hint')}
            />
          </Form>
        </Dialog>
      )}
      {asks === 'close' && (
        <Confirm
          title={t('admin.cohort-close-title', { name })}
          action={t('admin.cohort-close')}
          busy={isBusy}
          onConfirm={() => void close()}
          onClose={done}
        >
          {t('admin.cohort-close-words')}
        </Confirm>
      )}
    </>
  )
}
