import { t } from '../messages/messages.ts'
import { useFieldError } from '../parts/form.tsx'
import type { Line } from './lines.ts'

interface Props {
  readonly line: Line
  readonly number: number
  readonly language: string
  readonly onChange: (changes: Partial<Line>) => void
}

/** Times side by side and the words below: hundreds of these are in one list, so their labels are for the ear. */
export function LineFields({ line, number, language, onChange }: Props) {
  return (
    <div class="line-fields">
      <TimeInput
        id={`line-${line.key}-start`}
        label={t('captions.line-start', { number })}
        value={line.start}
        onValue={(start) => onChange({ start })}
      />
      <span aria-hidden="true">–</span>
      <TimeInput
        id={`line-${line.key}-end`}
        label={t('captions.line-end', { number })}
        value={line.end}
        onValue={(end) => onChange({ end })}
      />
      <textarea
        id={`line-${line.key}-text`}
        aria-label={t('captions.line-text', { number })}
        lang={language}
        rows={2}
        maxLength={2000}
        value={line.text}
        onInput={({ currentTarget }) => onChange({ text: currentTarget.value })}
      />
    </div>
  )
}

interface TimeProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
}

function TimeInput({ id, label, value, onValue }: TimeProps) {
  const wrong = useFieldError(id)
  return (
    <input
      id={id}
      aria-label={label}
      aria-invalid={wrong ? 'true' : undefined}
      aria-description={wrong}
      inputMode="decimal"
      autoComplete="off"
      size={8}
      value={value}
      onInput={({ currentTarget }) => onValue(currentTarget.value)}
    />
  )
}
