import type {
  ComponentChildren,
  InputHTMLAttributes,
  SelectHTMLAttributes,
  TextareaHTMLAttributes,
} from 'preact'
import { useId } from 'preact/hooks'
import { useFieldError } from './form.tsx'

interface Labelled {
  readonly label: string
  readonly hint?: string | undefined
  /** In place of what the form around it found. */
  readonly error?: string | undefined
}

interface Control {
  readonly id: string
  readonly 'aria-invalid': 'true' | undefined
  readonly 'aria-describedby': string | undefined
}

interface FrameProps extends Labelled {
  readonly id: unknown
  readonly children: (control: Control) => ComponentChildren
}

/** A label, a hint, the control, and what is wrong with it. */
function Labelled({ label, hint, error, id, children }: FrameProps) {
  const own = useId()
  const name = typeof id === 'string' ? id : own
  const found = useFieldError(name)
  const wrong = error ?? found
  const described = [hint && `${name}-hint`, wrong && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id: name,
        'aria-invalid': wrong ? 'true' : undefined,
        'aria-describedby': described || undefined,
      })}
      {wrong && (
        <p class="field-error" id={`${name}-error`}>
          {wrong}
        </p>
      )}
    </div>
  )
}

type InputProps = Labelled & Omit<InputHTMLAttributes<HTMLInputElement>, 'label'>

/** A line of text. In a form, its `id` is what its errors are found by. */
export function Field({ label, hint, error, id, ...input }: InputProps) {
  return <Labelled {...{ label, hint, error, id }}>{(control) => <input {...input} {...control} />}</Labelled>
}

type AreaProps = Labelled & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'label'>

/** Several lines of text. */
export function TextArea({ label, hint, error, id, ...area }: AreaProps) {
  return (
    <Labelled {...{ label, hint, error, id }}>{(control) => <textarea {...area} {...control} />}</Labelled>
  )
}

type SelectProps = Labelled & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'label'>

/** One of several, in the browser's own list. */
export function Select({ label, hint, error, id, children, ...select }: SelectProps) {
  return (
    <Labelled {...{ label, hint, error, id }}>
      {(control) => (
        <select {...select} {...control}>
          {children}
        </select>
      )}
    </Labelled>
  )
}
