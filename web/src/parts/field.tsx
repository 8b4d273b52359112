import type { InputHTMLAttributes } from 'preact'
import { useId } from 'preact/hooks'

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'label'> {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
}

/** A labelled line of text, with a hint and what is wrong with it. */
export function Field({ label, hint, error, id, ...input }: Props) {
  const own = useId()
  const name = typeof id === 'string' ? id : own
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <input
        {...input}
        id={name}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={described || undefined}
      />
      {error && (
        <p class="field-error" id={`${name}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}
