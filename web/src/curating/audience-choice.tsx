import type { NameableAudience } from '../../../src/exemplars/lifecycle-schemas.ts'
import type { Audience } from '../../../src/exemplars/schemas.ts'
import { audienceName } from '../exemplars/exemplar-words.ts'
import { t } from '../messages/messages.ts'
import { useFieldError } from '../parts/form.tsx'
import { audienceValue } from './audience-value.ts'

const kindWords = {
  cohort: 'who.cohort',
  site: 'who.site',
  district: 'who.district',
  organisation: 'who.organisation',
} as const satisfies Record<Audience['kind'], string>

interface Props {
  readonly id: string
  readonly legend: string
  readonly items: readonly NameableAudience[]
  readonly value: string
  readonly onChoose: (value: string) => void
}

/** Whom it is to be for, each by its name and by how many they are. */
export function AudienceChoice({ id, legend, items, value, onChoose }: Props) {
  const wrong = useFieldError(id)
  return (
    <fieldset
      class="protocol-choice"
      id={id}
      tabIndex={-1}
      aria-describedby={wrong ? `${id}-error` : undefined}
    >
      <legend>{legend}</legend>
      {items.map((item) => (
        <label key={audienceValue(item)} class="protocol-option">
          <input
            type="radio"
            name={id}
            checked={audienceValue(item) === value}
            onChange={() => onChoose(audienceValue(item))}
          />
          <span>
            <strong>{audienceName(item)}</strong>
            <span class="hint">
              {t(kindWords[item.kind])} · {t('who.people', { count: item.people })}
            </span>
          </span>
        </label>
      ))}
      {wrong && (
        <p class="field-error" id={`${id}-error`}>
          {wrong}
        </p>
      )}
    </fieldset>
  )
}
