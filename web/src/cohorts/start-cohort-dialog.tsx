import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Cohort, FoundCohort } from '../../../src/cohorts/schemas.ts'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { cohortsQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field, TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { say } from '../parts/status.tsx'

/** Coaching is offered from its own page. */
type Kind = Exclude<Cohort['kind'], 'coaching'>

const hints = {
  cohort: 'cohorts.kind-cohort-hint',
  leaders: 'cohorts.kind-leaders-hint',
} as const satisfies Record<Kind, string>

/** Founds a cohort that the reader facilitates, and goes there. */
export function StartCohortDialog({ onClose }: { readonly onClose: () => void }) {
  const me = useMe()
  const { route } = useLocation()
  const client = useQueryClient()
  const [kind, setKind] = useState<Kind>('cohort')
  const isLeader = me.roles.some((role) => role === 'teacher leader' || role === 'program coach')
  const options = [
    { value: 'cohort' as Kind, label: t('cohorts.kind-cohort') },
    ...(isLeader ? [{ value: 'leaders' as Kind, label: t('cohort.leaders') }] : []),
  ]
  const send = async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const body: FoundCohort = {
      name: text('name'),
      focus: text('focus') || null,
      kind,
      // Administrators say who facilitates, be it themselves.
      ...(!isLeader && { facilitatorId: me.id }),
    }
    const { id } = await call<{ id: string }>('/api/v1/cohorts', { method: 'POST', body })
    void client.invalidateQueries({ queryKey: cohortsQuery.queryKey })
    say(t('cohorts.started', { cohort: body.name }))
    route(`/cohorts/${id}`, true)
  }
  return (
    <Dialog title={t('cohorts.start')} onClose={onClose}>
      <Form
        action={t('cohorts.start-action')}
        check={(form) => checkFields(form, [{ field: 'name', missing: 'cohort.name-missing' }])}
        send={send}
      >
        <RadioChips legend={t('cohorts.kind')} value={kind} options={options} onChoose={setKind} />
        <p class="hint">{t(hints[kind])}</p>
        {isLeader && (
          <p class="hint">
            {t('cohorts.for-one')} <a href="/coaching?start=1">{t('cohort.coaching')}</a>
          </p>
        )}
        <Field label={t('cohort.name')} id="name" name="name" maxLength={200} required autoComplete="off" />
        <TextArea
          label={t('cohort.focus')}
          hint={t('cohort.focus-hint')}
          id="focus"
          name="focus"
          maxLength={2000}
          rows={2}
        />
        {!isLeader && (
          <p class="hint">
            {t('cohorts.for-others')} <a href="/administration">{t('frame.administration')}</a>
          </p>
        )}
      </Form>
    </Dialog>
  )
}
