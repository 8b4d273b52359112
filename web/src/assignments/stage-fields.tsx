import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Field, Select, TextArea } from '../parts/field.tsx'
import { Switch } from '../parts/switch.tsx'
import { KindMark, kinds } from '../threads/kinds.tsx'
import { anchorWords, gateWords, kindsInWords, whoWords } from './assignment-words.ts'
import type { WrittenStage } from './written-stage.ts'

interface Props {
  readonly stage: WrittenStage
  readonly at: number
  readonly count: number
  readonly onChange: (with_: Partial<WrittenStage>) => void
  readonly onMove: (to: number) => void
  readonly onRemove: () => void
}

/** One stage of a protocol that is being written: what it asks first, and how it goes below. */
export function StageFields({ stage, at, count, onChange, onMove, onRemove }: Props) {
  const { no, name, prompt, whoPosts, gate, anchor, presenterAnswers } = stage
  const id = (field: string) => `${field}-${no}`
  const number = (
    field: 'opensPct' | 'closesPct' | 'minPosts' | 'roomMinutes',
    label: string,
    max: number,
  ) => (
    <Field
      label={label}
      {...{ id: id(field), type: 'number', inputMode: 'numeric', min: 0, max, value: String(stage[field]) }}
      onInput={(event) => onChange({ [field]: Math.round(Number(event.currentTarget.value)) })}
    />
  )
  const isQuiet = whoPosts === 'nobody'
  return (
    <fieldset class="stage-fields">
      <legend>{t('stage.number', { number: at + 1 })}</legend>
      <Field
        label={t('stage.name')}
        {...{ id: id('name'), maxLength: 60, value: name, required: true }}
        onInput={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextArea
        label={t('stage.prompt')}
        hint={t('stage.prompt-hint')}
        {...{ id: id('prompt'), maxLength: 200, rows: 2, value: prompt, required: true }}
        onInput={(event) => onChange({ prompt: event.currentTarget.value })}
      />
      <div class="in-a-row">
        {number('opensPct', t('stage.opens-pct'), 99)}
        {number('closesPct', t('stage.closes-pct'), 100)}
      </div>
      <Choice
        id={id('who')}
        label={t('stage.who')}
        words={whoWords}
        value={whoPosts}
        onChoose={(whoPosts) => onChange({ whoPosts })}
      />
      {!isQuiet && (
        <>
          <Choice
            id={id('gate')}
            label={t('stage.gate')}
            words={gateWords}
            value={gate}
            onChoose={(gate) => onChange({ gate })}
          />
          <Choice
            id={id('anchor')}
            label={t('stage.anchor')}
            words={anchorWords}
            value={anchor}
            onChoose={(anchor) => onChange({ anchor })}
          />
          {anchor !== 'reply only' && (
            <fieldset class="ticks">
              <legend>{t('stage.kinds-asked')}</legend>
              {kinds.map((kind) => (
                <label key={kind}>
                  <input
                    type="checkbox"
                    checked={stage.kinds.includes(kind)}
                    onChange={() =>
                      onChange({
                        kinds: kinds.filter((each) => (each === kind) !== stage.kinds.includes(each)),
                      })
                    }
                  />
                  <KindMark kind={kind} />
                  <span>{kindsInWords([kind])}</span>
                </label>
              ))}
            </fieldset>
          )}
          {whoPosts === 'others' && (
            <Switch
              label={t('stage.presenter-answers')}
              on={presenterAnswers}
              onChange={(presenterAnswers) => onChange({ presenterAnswers })}
            />
          )}
        </>
      )}
      <div class="in-a-row">
        {!isQuiet && number('minPosts', t('stage.min-posts'), 10)}
        {number('roomMinutes', t('stage.room-minutes'), 180)}
      </div>
      {count > 1 && (
        <div class="actions">
          <Button
            look="text"
            aria-disabled={at === 0}
            onClick={() => at > 0 && onMove(at - 1)}
            aria-label={t('stage.earlier-of', { number: at + 1 })}
          >
            {t('stage.earlier')}
          </Button>
          <Button
            look="text"
            aria-disabled={at === count - 1}
            onClick={() => at < count - 1 && onMove(at + 1)}
            aria-label={t('stage.later-of', { number: at + 1 })}
          >
            {t('stage.later')}
          </Button>
          <Button look="text" onClick={onRemove} aria-label={t('stage.remove-of', { number: at + 1 })}>
            {t('stage.remove')}
          </Button>
        </div>
      )}
    </fieldset>
  )
}

interface ChoiceProps<Value extends string> {
  readonly id: string
  readonly label: string
  readonly words: Readonly<Record<Value, Parameters<typeof t>[0]>>
  readonly value: Value
  readonly onChoose: (value: Value) => void
}

function Choice<Value extends string>({ id, label, words, value, onChoose }: ChoiceProps<Value>) {
  const values = Object.keys(words) as Value[]
  return (
    <Select {...{ id, label, value }} onChange={(event) => onChoose(event.currentTarget.value as Value)}>
      {values.map((each) => (
        <option key={each} value={each} selected={each === value}>
          {t(words[each])}
        </option>
      ))}
    </Select>
  )
}
