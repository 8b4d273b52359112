import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Refusal } from './refusal.tsx'
import { useAct } from './use-act.ts'

interface Props {
  /** On the button that asks. */
  readonly label: string
  /** What it is about, where several such buttons stand in a list. */
  readonly of?: string
  readonly look?: 'plain' | 'quiet' | 'danger'
  readonly title: string
  /** What happens, to whom, and whether it can be undone: a paragraph each. */
  readonly words: readonly string[]
  /** On the button that does it. */
  readonly action: string
  readonly does: () => Promise<unknown>
  /** Said once it is done. */
  readonly done: string
  readonly refusalWords?: (refusal: unknown) => string
  readonly children?: ComponentChildren
}

/** A button for something that is not done by a slip of the finger: it says first what will happen. */
export function AskFirst(props: Props) {
  const { label, of, look = 'plain', title, words, action, does, done, refusalWords, children } = props
  const [isOpen, setOpen] = useState(false)
  const { isBusy, refusal, act } = useAct()
  const confirm = async () => {
    if (!(await act(does, done))) return
    setOpen(false)
    // What was asked about may be gone, and the button with it: then reading goes on at the top of the page.
    setTimeout(() => {
      if (document.activeElement === document.body) document.getElementById('main')?.focus()
    }, 100)
  }
  return (
    <>
      <Button look={look} aria-label={of ? `${label}: ${of}` : undefined} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {isOpen && (
        <Dialog title={title} onClose={() => setOpen(false)}>
          <Refusal of={refusal} {...(refusalWords && { words: refusalWords })} />
          {words.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          {children}
          <div class="actions">
            <Button
              look={look === 'danger' ? 'danger' : 'primary'}
              busy={isBusy}
              onClick={() => void confirm()}
            >
              {action}
            </Button>
            <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
