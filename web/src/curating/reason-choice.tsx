import type { Exemplar } from '../../../src/exemplars/schemas.ts'
import { t } from '../messages/messages.ts'
import { useFieldError } from '../parts/form.tsx'

type Reason = Exemplar['reasons'][number]

const words = {
  'student thinking': ['nominate.student-thinking', 'nominate.student-thinking-hint'],
  depth: ['nominate.depth', 'nominate.depth-hint'],
  clarity: ['nominate.clarity', 'nominate.clarity-hint'],
} as const satisfies Record<Reason, readonly [string, string]>

const all = Object.keys(words) as Reason[]

interface Props {
  readonly id: string
  readonly chosen: readonly Reason[]
  readonly onChoose: (reasons: Reason[]) => void
}

/** What a clip shows: one thing or more. */
export function ReasonChoice({ id, chosen, onChoose }: Props) {
  const wrong = useFieldError(id)
  return (
    <fieldset
      class="protocol-choice"
      id={id}
      tabIndex={-1}
      aria-describedby={wrong ? `${id}-error` : undefined}
    >
      <legend>{t('nominate.reasons')}</legend>
      {all.map((reason) => (
        <label key={reason} class="protocol-option">
          <input
            type="checkbox"
            checked={chosen.includes(reason)}
            onChange={() => onChoose(all.filter((each) => (each === reason) !== chosen.includes(each)))}
          />
          <span>
            <strong>{t(words[reason][0])}</strong>
            <span class="hint">{t(words[reason][1])}</span>
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
