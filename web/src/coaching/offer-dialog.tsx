import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { cohortsQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { checkEmail, checkFields } from '../parts/check-fields.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field, Select, TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { addressOf, lookAgain } from './coaching-queries.ts'

interface Props {
  /** Offered before, and to be offered again or to somebody else; undefined where it begins. */
  readonly cohortId?: string
  readonly onClose: () => void
}

const byMail = 'mail'

/** Offers coaching to one person: a colleague from a cohort of the reader's, or whoever has a mailbox. */
export function OfferDialog({ cohortId, onClose }: Props) {
  const client = useQueryClient()
  const { route } = useLocation()
  const colleagues = useColleagues()
  const [chosen, setChosen] = useState('')
  const whom = colleagues.length === 0 ? byMail : chosen
  const send = async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const words = text('words')
    const to = {
      ...(whom === byMail ? { email: text('email'), name: text('invited') } : { personId: whom }),
      ...(words && { words }),
    }
    if (cohortId !== undefined) {
      await call(`${addressOf(cohortId)}/invitation`, { method: 'PUT', body: to })
      onClose()
    } else {
      const body = { about: text('about'), ...to }
      const { id } = await call<{ id: string }>('/api/v1/coaching', { method: 'POST', body })
      route(`/coaching/${id}`, true)
    }
    void lookAgain(client)
    void client.invalidateQueries({ queryKey: cohortsQuery.queryKey })
    const name = colleagues.find(({ id }) => id === whom)?.name ?? text('invited')
    say(t('coaching.offered', { name }))
  }
  const rules = [
    ...(whom === byMail
      ? [
          { field: 'invited', missing: 'coaching.name-missing' as const },
          { field: 'email', missing: 'form.email-missing' as const, check: checkEmail },
        ]
      : [{ field: 'whom', missing: 'coaching.whom-missing' as const }]),
    ...(cohortId === undefined ? [{ field: 'about', missing: 'coaching.about-missing' as const }] : []),
  ]
  return (
    <Dialog
      title={cohortId === undefined ? t('coaching.offer') : t('coaching.offer-again-title')}
      onClose={onClose}
    >
      <Form
        action={t('coaching.offer-action')}
        busyAction={t('coaching.offering')}
        check={(form) => checkFields(form, rules)}
        send={send}
      >
        {colleagues.length > 0 && (
          <Select
            label={t('coaching.whom')}
            id="whom"
            name="whom"
            value={chosen}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          >
            <option value="">{t('coaching.whom-choose')}</option>
            {colleagues.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value={byMail}>{t('coaching.whom-mail')}</option>
          </Select>
        )}
        {whom === byMail && (
          <>
            <Field
              label={t('coaching.name')}
              id="invited"
              name="invited"
              maxLength={200}
              autoComplete="off"
            />
            <Field
              label={t('coaching.email')}
              hint={t('coaching.email-hint')}
              id="email"
              name="email"
              type="email"
              maxLength={254}
              autoComplete="off"
            />
          </>
        )}
        {cohortId === undefined && (
          <Field
            label={t('coaching.about')}
            hint={t('coaching.about-hint')}
            id="about"
            name="about"
            maxLength={200}
            autoComplete="off"
          />
        )}
        <TextArea
          label={t('coaching.words')}
          hint={t('coaching.words-hint')}
          id="words"
          name="words"
          maxLength={1000}
          rows={3}
        />
      </Form>
    </Dialog>
  )
}

/** Everybody with whom the reader is in a cohort, once, by name. */
function useColleagues(): readonly { readonly id: string; readonly name: string }[] {
  const me = useMe()
  const cohorts = useQuery(cohortsQuery).data?.items ?? []
  const others = cohorts.flatMap(({ members }) => members).filter(({ id }) => id !== me.id)
  return [...new Map(others.map(({ id, name }) => [id as string, { id: id as string, name }])).values()].sort(
    (a, b) => a.name.localeCompare(b.name),
  )
}
