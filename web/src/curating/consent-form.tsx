import { useQuery, useQueryClient } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Exemplar, Passport } from '../../../src/exemplars/schemas.ts'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { localIn } from '../calendars/local-time.ts'
import { exemplarPath } from '../exemplars/exemplar-queries.ts'
import { dayInWords } from '../messages/dates.ts'
import { language, t } from '../messages/messages.ts'
import { ownZone } from '../messages/moments.ts'
import { Field } from '../parts/field.tsx'
import { Form, useFieldError } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { AudienceChoice } from './audience-choice.tsx'
import { audienceIn, audienceValue } from './audience-value.ts'
import { checkTerms, endDays, type Terms } from './consent-terms.ts'
import { audiencesQuery, consentTextQuery, exemplarChanged } from './curating-queries.ts'
import { MissingWord } from './missing-word.tsx'

interface Props {
  readonly passport: Passport
  /** On the button. */
  readonly action: string
  /** Said once it is done. */
  readonly done: string
  /** It is to go on for longer than was agreed to. */
  readonly isRenewal?: boolean
  readonly beside?: ComponentChildren
  readonly onDone?: () => void
}

/** What an owner agrees to, and on what terms: for whom, until when, and whether by their name. */
export function ConsentForm({ passport, action, done, isRenewal = false, beside, onDone }: Props) {
  const me = useMe()
  const client = useQueryClient()
  const { id, clipId, consent, asked } = passport.exemplar
  const audiences = useQuery(audiencesQuery(clipId))
  const text = useQuery(consentTextQuery)
  const today = localIn(ownZone(), new Date()).day
  const { earliest, usual, latest } = endDays(today)
  const [terms, setTerms] = useState<Terms>({
    audience: consent ? audienceValue(consent.audience) : asked ? audienceValue(asked.audience) : '',
    endsOn: consent && !isRenewal ? consent.endsOn : usual,
    showsName: consent?.showsName,
  })
  const change = (changed: Partial<Terms>) => setTerms((now) => ({ ...now, ...changed }))
  const lost = [audiences, text].find(({ error }) => error)
  if (lost) return <Trouble error={lost.error} onRetry={() => void lost.refetch()} />
  if (!audiences.data || !text.data) return <Loading />
  const { version } = text.data
  const chosen = audiences.data.items.some((item) => audienceValue(item) === terms.audience)
    ? terms.audience
    : ''
  const kind = audienceIn(chosen)?.kind
  const send = async () => {
    const { endsOn, showsName } = terms
    try {
      const now = await call<Exemplar>(`${exemplarPath(id)}/consent`, {
        method: 'PUT',
        body: { textVersion: version, audience: audienceIn(chosen), endsOn, showsName },
      })
      say(done)
      onDone?.()
      await exemplarChanged(client, clipId, now)
    } catch (refusal) {
      // It may be the text that is another one now.
      void client.invalidateQueries({ queryKey: consentTextQuery.queryKey })
      throw refusal
    }
  }
  return (
    <Form
      action={action}
      beside={beside}
      check={() =>
        checkTerms({ ...terms, audience: chosen }, today).map(({ field, words }) => ({
          field,
          text: t(words),
        }))
      }
      send={send}
    >
      <ConsentText text={text.data.text[language()]} isOpen={!consent} />
      <AudienceChoice
        id="agree-for"
        legend={t('agree.for')}
        items={audiences.data.items}
        value={chosen}
        onChoose={(audience) => change({ audience })}
      />
      {kind && <MissingWord passport={passport} kind={kind} />}
      <Field
        id="agree-until"
        type="date"
        label={t('agree.until')}
        hint={t('agree.until-hint', { day: dayInWords(latest) })}
        min={earliest}
        max={latest}
        value={terms.endsOn}
        onInput={({ currentTarget }) => change({ endsOn: currentTarget.value })}
      />
      <NameChoice name={me.name} value={terms.showsName} onChoose={(showsName) => change({ showsName })} />
    </Form>
  )
}

/** Read before it is agreed to for the first time; who agreed knows it, and can read it again. */
function ConsentText({ text, isOpen }: { readonly text: string; readonly isOpen: boolean }) {
  return (
    <details class="fold" open={isOpen}>
      <summary>
        <strong>{t('agree.text')}</strong>
      </summary>
      {text.split('\n\n').map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </details>
  )
}

interface NameProps {
  readonly name: string
  readonly value: boolean | undefined
  readonly onChoose: (showsName: boolean) => void
}

function NameChoice({ name, value, onChoose }: NameProps) {
  const wrong = useFieldError('agree-name')
  return (
    <fieldset
      class="protocol-choice"
      id="agree-name"
      tabIndex={-1}
      aria-describedby={wrong ? 'agree-name-error' : undefined}
    >
      <legend>{t('agree.name')}</legend>
      {[true, false].map((showsName) => (
        <label key={String(showsName)} class="protocol-option">
          <input
            type="radio"
            name="agree-name"
            checked={value === showsName}
            onChange={() => onChoose(showsName)}
          />
          <span>{showsName ? t('agree.named', { name }) : t('agree.nameless')}</span>
        </label>
      ))}
      {wrong && (
        <p class="field-error" id="agree-name-error">
          {wrong}
        </p>
      )}
    </fieldset>
  )
}
