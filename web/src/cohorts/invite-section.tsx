import { useState } from 'preact/hooks'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import { t } from '../messages/messages.ts'
import { TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Icon } from '../parts/icon.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { sayAloud } from '../parts/status.tsx'
import { InvitationsList } from './invitations-list.tsx'
import { type Outcome, useInviting } from './use-inviting.ts'

type Part = Cohort['members'][number]['part']

/** Several people are invited at once, by pasting their addresses; below, who has not answered yet. */
export function InviteSection({ cohort }: { readonly cohort: Cohort }) {
  const { id } = cohort
  const [part, setPart] = useState<Part>('participant')
  const { outcomes, invite } = useInviting(id)
  const send = async (form: FormData, element: HTMLFormElement) => {
    const words = String(form.get('words') ?? '').trim()
    const done = await invite(String(form.get('addresses')), { part, ...(words && { words }) })
    const refused = done.filter((each) => each.refused !== undefined)
    // What can be put right stays to be put right.
    const field = element.elements.namedItem('addresses')
    if (field instanceof HTMLTextAreaElement) field.value = refused.map(({ line }) => line).join('\n')
    sayAloud(t('invite.outcome', { sent: done.length - refused.length, refused: refused.length }))
  }
  return (
    <section aria-labelledby="invite">
      <h2 id="invite">{t('invite.title')}</h2>
      <Form
        label={t('invite.title')}
        action={t('invite.action')}
        busyAction={t('invite.busy')}
        check={(form) =>
          String(form.get('addresses')).trim() === ''
            ? [{ field: 'addresses', text: t('form.email-missing') }]
            : []
        }
        send={send}
      >
        <TextArea
          label={t('invite.addresses')}
          hint={t('invite.addresses-hint')}
          id="addresses"
          name="addresses"
          rows={3}
          spellcheck={false}
          autocapitalize="off"
        />
        <RadioChips
          legend={t('invite.as')}
          value={part}
          onChoose={setPart}
          options={[
            { value: 'participant', label: t('cohort.participant') },
            { value: 'facilitator', label: t('cohort.facilitator') },
          ]}
        />
        <TextArea
          label={t('invite.words')}
          hint={t('invite.words-hint')}
          id="words"
          name="words"
          maxLength={1000}
          rows={2}
        />
      </Form>
      <Outcomes outcomes={outcomes} />
      <InvitationsList cohortId={id} />
    </section>
  )
}

function Outcomes({ outcomes }: { readonly outcomes: readonly Outcome[] }) {
  if (outcomes.length === 0) return null
  return (
    <ul class="outcomes" aria-label={t('invite.outcomes')}>
      {outcomes.map(({ line, refused }) => (
        <li key={line} class={refused === undefined ? 'ok' : 'refused'}>
          <Icon name={refused === undefined ? 'check' : 'warning'} />
          <span>
            <strong>{line}</strong> {refused ?? t('invite.sent')}
          </span>
        </li>
      ))}
    </ul>
  )
}
