import { type ComponentChildren, createContext } from 'preact'
import { useContext, useEffect, useRef, useState } from 'preact/hooks'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from './button.tsx'
import { type FieldError, FormErrors } from './form-errors.tsx'
import { Notice } from './notice.tsx'

const ErrorsContext = createContext<readonly FieldError[]>([])

/** What is wrong with a field of the form around it, if anything is. */
export const useFieldError = (field: string): string | undefined =>
  useContext(ErrorsContext).find((error) => error.field === field)?.text

interface Props {
  /** What the form lacks; nothing is sent then. */
  readonly check?: (form: FormData) => readonly FieldError[]
  /** Sends it. What it rejects with is said above the fields, and they stay as they are. */
  readonly send: (form: FormData, element: HTMLFormElement) => Promise<unknown>
  /** On the button. */
  readonly action: string
  /** On the button while it is sent, where that takes a while. */
  readonly busyAction?: string
  /** Of that button: `danger` where it cannot be undone. */
  readonly look?: 'primary' | 'danger'
  readonly refusalWords?: (refusal: unknown) => string
  readonly children: ComponentChildren
  /** Buttons beside the one that sends. */
  readonly beside?: ComponentChildren
  readonly label?: string
}

/** Fields that are sent together: checked first, sent once at a time, and told what came of it. */
export function Form(props: Props) {
  const { check, send, action, busyAction, look = 'primary', children, beside, label } = props
  const { refusalWords = problemWords } = props
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [refusal, setRefusal] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const refused = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Of a long form its end was in sight, where the button is.
    if (refusal !== undefined) refused.current?.scrollIntoView({ block: 'center' })
  }, [refusal])
  const submit = async (element: HTMLFormElement, submitter: HTMLElement | null) => {
    if (isBusy) return
    // With the button that was pressed, as it would be sent.
    const form = new FormData(element, submitter)
    const found = check?.(form) ?? []
    setErrors(found)
    setRefusal(undefined)
    if (found.length > 0) return
    setBusy(true)
    try {
      await send(form, element)
    } catch (error) {
      setRefusal(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <ErrorsContext.Provider value={errors}>
      <form
        class="form"
        noValidate
        aria-label={label}
        onSubmit={(event) => {
          event.preventDefault()
          void submit(event.currentTarget, event.submitter)
        }}
      >
        <FormErrors errors={errors} />
        {refusal !== undefined && (
          <div ref={refused}>
            <Notice tone="danger" urgent>
              <p>{refusalWords(refusal)}</p>
            </Notice>
          </div>
        )}
        {children}
        <div class="actions">
          <Button look={look} type="submit" busy={isBusy}>
            {isBusy && busyAction ? busyAction : action}
          </Button>
          {beside}
        </div>
      </form>
    </ErrorsContext.Provider>
  )
}
