import type { Ref, TextareaHTMLAttributes } from 'preact'
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { PersonName } from '../../../src/identity/schemas.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { MentionList, optionId } from './mention-list.tsx'
import { matching, type Typed, typedAt, withMention, withSign } from './mentions.ts'
import type { Mentioning } from './use-mentioning.ts'

interface Props extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'ref' | 'value'> {
  readonly field: { current: HTMLTextAreaElement | null }
  readonly words: string
  readonly onWords: (words: string) => void
  /** Absent where nobody can be mentioned, as in a note. */
  readonly mentioning: Mentioning | undefined
}

/**
 * Several lines of text in which an “@” offers the cohort’s members: a list of which the focus stays in the text (a textarea
 * is no combobox, but may name a list and what is active in it). The button under it does the same for who does not type “@”.
 */
export function MentionArea({ field, words, onWords, mentioning, onKeyDown, ...area }: Props) {
  const listId = useId()
  const [typed, setTyped] = useState<Typed>()
  const [activeAt, setActiveAt] = useState(0)
  /** The “@” for which the list was put away. */
  const [refused, setRefused] = useState<number>()
  const caret = useRef<number>()
  const people = mentioning?.people ?? []
  const offered = typed && typed.from !== refused ? matching(people, typed.query) : []
  const isOpen = offered.length > 0
  const active = Math.min(activeAt, offered.length - 1)

  useLayoutEffect(() => {
    if (caret.current === undefined) return
    field.current?.setSelectionRange(caret.current, caret.current)
    caret.current = undefined
  }, [words, field])
  const look = () => {
    const { current } = field
    const isCaret = current && current.selectionStart === current.selectionEnd
    const now = isCaret ? typedAt(current.value, current.selectionStart) : undefined
    if (now?.from !== typed?.from || now?.query !== typed?.query) setActiveAt(0)
    if (now?.from !== refused) setRefused(undefined)
    setTyped(now)
  }
  const write = (next: { text: string; caret: number }) => {
    caret.current = next.caret
    onWords(next.text)
  }
  const choose = (person: PersonName) => {
    if (!typed) return
    mentioning?.choose(person)
    write(withMention(words, typed, person.name))
    // “@Ana ” begins “@Ana Ortiz”, too.
    setRefused(typed.from)
  }
  const begin = () => {
    const { current } = field
    if (!current) return
    current.focus()
    const next = withSign(words, current.selectionEnd)
    write(next)
    setRefused(undefined)
    setActiveAt(0)
    setTyped({ from: next.caret - 1, query: '' })
  }
  const keyDown = (event: KeyboardEvent): boolean => {
    const person = offered[active]
    if (!isOpen || !person || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
      return false
    if (event.key === 'ArrowDown') setActiveAt((active + 1) % offered.length)
    else if (event.key === 'ArrowUp') setActiveAt((active + offered.length - 1) % offered.length)
    else if (event.key === 'Enter') choose(person)
    else if (event.key === 'Escape') setRefused(typed?.from)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }

  return (
    <div class="mention-area">
      <textarea
        {...area}
        ref={field as Ref<HTMLTextAreaElement>}
        maxLength={10_000}
        value={words}
        aria-autocomplete={people.length > 0 ? 'list' : undefined}
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={isOpen ? optionId(listId, active) : undefined}
        onInput={({ currentTarget }) => {
          onWords(currentTarget.value)
          look()
        }}
        onKeyDown={(event) => {
          if (!keyDown(event)) onKeyDown?.(event)
        }}
        onKeyUp={look}
        onClick={look}
        onBlur={() => setTyped(undefined)}
      />
      {isOpen && <MentionList id={listId} people={offered} active={active} onChoose={choose} />}
      {people.length > 0 && (
        <Button look="text" onClick={begin}>
          {t('mention.button')}
        </Button>
      )}
    </div>
  )
}
