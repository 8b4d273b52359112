import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { MentionArea } from './mention-area.tsx'
import type { Mentioning } from './use-mentioning.ts'

interface Props {
  readonly label: string
  readonly words: string
  readonly action: string
  readonly mentioning?: Mentioning | undefined
  /** Before the words. */
  readonly above?: ComponentChildren
  readonly onWords: (words: string) => void
  /** Rejects where it was not taken; the words stay. */
  readonly onSend: () => Promise<void>
  readonly onCancel: () => void
}

/** A few lines and a button: for an answer, and for a change of one's own words. Ctrl or Cmd with Enter sends. */
export function WordsForm(props: Props) {
  const { label, words, action, mentioning, above, onWords, onSend, onCancel } = props
  const field = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const [refusal, setRefusal] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  // Before anything else is typed: those keys would be shortcuts.
  useLayoutEffect(() => {
    const { current } = field
    current?.focus()
    current?.setSelectionRange(current.value.length, current.value.length)
    // With its buttons.
    current?.form?.scrollIntoView({ block: 'nearest' })
  }, [])

  const send = async () => {
    if (isBusy) return
    if (words.trim() === '') {
      field.current?.focus()
      return
    }
    setBusy(true)
    setRefusal(undefined)
    try {
      await onSend()
    } catch (error) {
      mentioning?.lookAgain(error)
      setRefusal(error)
      setBusy(false)
    }
  }
  return (
    <form
      class="words-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <label class="visually-hidden" for={id}>
        {label}
      </label>
      {above}
      <MentionArea
        id={id}
        field={field}
        rows={3}
        words={words}
        placeholder={label}
        mentioning={mentioning}
        onWords={onWords}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
          else if (event.key === 'Escape') onCancel()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      {refusal !== undefined && (
        <Notice tone="danger" urgent>
          <p>{problemWords(refusal)}</p>
        </Notice>
      )}
      <div class="actions">
        <Button look="primary" type="submit" busy={isBusy}>
          {action}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
