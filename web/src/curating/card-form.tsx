import { useQuery, useQueryClient } from '@tanstack/preact-query'
import type { Exemplar } from '../../../src/exemplars/schemas.ts'
import { call } from '../api/call.ts'
import { exemplarPath, protocolTitlesQuery } from '../exemplars/exemplar-queries.ts'
import { areaWords, bandWords } from '../exemplars/exemplar-words.ts'
import { language, type MessageKey, t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Field, Select, TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { say } from '../parts/status.tsx'
import { exemplarChanged } from './curating-queries.ts'
import { FirstTrySelect } from './first-try-select.tsx'
import { QuestionFields } from './question-fields.tsx'
import { TermPicker } from './term-picker.tsx'
import { useCard } from './use-card.ts'

/** What somebody needs to know to see what is there: written together, saved together. */
export function CardForm({ exemplar }: { readonly exemplar: Exemplar }) {
  const client = useQueryClient()
  const protocols = useQuery(protocolTitlesQuery).data?.items ?? []
  const { card, changed, isChanged, isRestored, change, begin } = useCard(exemplar)
  const send = async () => {
    if (isChanged) {
      const now = await call<Exemplar>(exemplarPath(exemplar.id), { method: 'PATCH', body: changed })
      await exemplarChanged(client, exemplar.clipId, now)
      begin()
    }
    say(t('describe.saved'))
  }
  return (
    <section aria-labelledby="describe">
      <h2 id="describe">{t('describe.card')}</h2>
      {isRestored && <p class="hint">{t('describe.restored')}</p>}
      <Form
        action={t('describe.save')}
        check={() =>
          card.title.trim() === '' ? [{ field: 'card-title', text: t('describe.name-missing') }] : []
        }
        send={send}
        beside={
          isChanged && (
            <Button look="quiet" onClick={begin}>
              {t('describe.as-it-was')}
            </Button>
          )
        }
      >
        <Field
          label={t('describe.name')}
          {...{ id: 'card-title', maxLength: 200, value: card.title, autoComplete: 'off', required: true }}
          onInput={({ currentTarget }) => change({ title: currentTarget.value })}
        />
        <div class="in-a-row">
          <Choice
            {...{
              id: 'card-area',
              label: t('facet.content-area'),
              words: areaWords,
              value: card.contentArea,
            }}
            onChoose={(contentArea) => change({ contentArea })}
          />
          <Choice
            {...{ id: 'card-band', label: t('facet.grade-band'), words: bandWords, value: card.gradeBand }}
            onChoose={(gradeBand) => change({ gradeBand })}
          />
        </div>
        <TextArea
          label={t('exemplar.goal')}
          hint={t('describe.goal-hint')}
          {...{ id: 'card-goal', maxLength: 1000, rows: 2, value: card.goal }}
          onInput={({ currentTarget }) => change({ goal: currentTarget.value })}
        />
        <TextArea
          label={t('exemplar.came-before')}
          hint={t('describe.before-hint')}
          {...{ id: 'card-before', maxLength: 1000, rows: 3, value: card.cameBefore }}
          onInput={({ currentTarget }) => change({ cameBefore: currentTarget.value })}
        />
        <TermPicker terms={card.terms} onTerms={(terms) => change({ terms })} />
        <QuestionFields questions={card.questions} onQuestions={(questions) => change({ questions })} />
        <Select
          label={t('exemplar.protocol')}
          hint={t('describe.protocol-hint')}
          id="card-protocol"
          value={card.protocolKey ?? ''}
          onChange={({ currentTarget }) => change({ protocolKey: currentTarget.value || null })}
        >
          <option value="">{t('describe.none')}</option>
          {protocols.flatMap(({ key, title }) =>
            key === null ? (
              []
            ) : (
              <option key={key} value={key} selected={key === card.protocolKey}>
                {title[language()]}
              </option>
            ),
          )}
        </Select>
        <FirstTrySelect
          exemplar={exemplar}
          value={card.firstTryId}
          onChoose={(firstTryId) => change({ firstTryId })}
        />
        {isChanged && <p class="hint">{t('describe.unsaved')}</p>}
      </Form>
    </section>
  )
}

interface ChoiceProps<Value extends string> {
  readonly id: string
  readonly label: string
  readonly words: Readonly<Record<Value, MessageKey>>
  readonly value: Value | null
  readonly onChoose: (value: Value | null) => void
}

function Choice<Value extends string>({ id, label, words, value, onChoose }: ChoiceProps<Value>) {
  const values = Object.keys(words) as Value[]
  return (
    <Select
      {...{ id, label, value: value ?? '' }}
      onChange={({ currentTarget }) => onChoose(values.find((each) => each === currentTarget.value) ?? null)}
    >
      <option value="">{t('describe.none')}</option>
      {values.map((each) => (
        <option key={each} value={each} selected={each === value}>
          {t(words[each])}
        </option>
      ))}
    </Select>
  )
}
