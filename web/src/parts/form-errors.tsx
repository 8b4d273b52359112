import { useEffect, useRef } from 'preact/hooks'
import { t } from '../messages/messages.ts'

export interface FieldError {
  /** Id of the field. */
  readonly field: string
  readonly text: string
}

/** What is wrong with a form, with a way to each field. It takes the focus, so that it is read first. */
export function FormErrors({ errors }: { readonly errors: readonly FieldError[] }) {
  const element = useRef<HTMLElement>(null)
  useEffect(() => {
    if (errors.length > 0) element.current?.focus()
  }, [errors])
  if (errors.length === 0) return null
  return (
    <section class="message danger" ref={element} tabIndex={-1} aria-label={t('form.errors')}>
      <div>
        <p class="message-title">{t('form.errors')}</p>
        <ul>
          {errors.map(({ field, text }) => (
            <li key={field}>
              <a
                href={`#${field}`}
                onClick={(event) => {
                  event.preventDefault()
                  document.getElementById(field)?.focus()
                }}
              >
                {text}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
