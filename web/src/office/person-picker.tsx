import { useQuery } from '@tanstack/preact-query'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { AdministeredPerson } from '../../../src/identity/administration-schemas.ts'
import type { Page } from '../api/paged.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { useFieldError } from '../parts/form.tsx'
import { oneOf } from './fetch-pages.ts'

interface Props {
  /** Of the field, which is sent with the id of whoever was chosen. */
  readonly name: string
  readonly label: string
  readonly hint?: string
  /** Somebody who cannot be chosen here. */
  readonly except?: string
}

const shown = 8
const pauseMs = 250
const listbox = { role: 'listbox' } as const

/** Chooses one of the organisation's people by how a name or address begins (WAI-ARIA combobox with a list). */
export function PersonPicker({ name, label, hint, except }: Props) {
  const listId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<AdministeredPerson>()
  const [at, setAt] = useState(-1)
  const [isOpen, setOpen] = useState(false)
  const wrong = useFieldError(name)
  useEffect(() => {
    const timer = setTimeout(() => setSearch(text.trim()), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  const found = useQuery({
    ...oneOf<Page<AdministeredPerson>>('/api/v1/administration/people', {
      search,
      state: 'active',
      limit: `${shown}`,
    }),
    enabled: isOpen && search !== '',
  })
  const people = search === '' ? [] : (found.data?.items ?? []).filter(({ id }) => id !== except)
  const isShown = isOpen && search !== '' && !chosen
  const choose = (person: AdministeredPerson) => {
    setChosen(person)
    setText(person.name)
    setOpen(false)
    setAt(-1)
  }
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => setAt(people.length === 0 ? -1 : (at + 1) % people.length),
    ArrowUp: () => setAt(people.length === 0 ? -1 : (at <= 0 ? people.length : at) - 1),
    Enter: () => {
      const person = people[at]
      if (person) choose(person)
    },
    Escape: () => setOpen(false),
  }
  const described = [hint && `${name}-hint`, wrong && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div class="field picker">
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <input
        ref={input}
        id={name}
        type="text"
        role="combobox"
        autoComplete="off"
        spellcheck={false}
        maxLength={100}
        value={text}
        aria-expanded={isShown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isShown && at >= 0 ? `${listId}-${at}` : undefined}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={described || undefined}
        onInput={(event) => {
          setText(event.currentTarget.value)
          setChosen(undefined)
          setOpen(true)
          setAt(-1)
        }}
        onBlur={() => setOpen(false)}
        onKeyDown={(event) => {
          const key = keys[event.key]
          if (!key || !isShown) return
          // Nor does Esc close the dialog around it, or Enter send the form.
          event.preventDefault()
          event.stopPropagation()
          key()
        }}
      />
      <input type="hidden" name={name} value={chosen?.id ?? ''} />
      {/* The list of a combobox: the focus stays in the field, which has the keys. */}
      <ul class="picked" {...listbox} id={listId} aria-label={label} hidden={!isShown || people.length === 0}>
        {people.map((person, index) => (
          <Option
            key={person.id}
            id={`${listId}-${index}`}
            person={person}
            isAt={index === at}
            onChoose={() => choose(person)}
          />
        ))}
      </ul>
      <p class="hint" role="status">
        {isShown && found.isFetching && t('loading')}
        {isShown && found.error && problemWords(found.error)}
        {isShown && found.data && !found.isFetching && people.length === 0 && t('offices.nobody-found')}
        {isShown && !found.isFetching && people.length > 0 && (
          <span class="visually-hidden">{t('offices.people-found', { count: people.length })}</span>
        )}
      </p>
      {wrong && (
        <p class="field-error" id={`${name}-error`}>
          {wrong}
        </p>
      )}
    </div>
  )
}

interface OptionProps {
  readonly id: string
  readonly person: AdministeredPerson
  readonly isAt: boolean
  readonly onChoose: () => void
}

function Option({ id, person, isAt, onChoose }: OptionProps) {
  const option = {
    ...({ id, role: 'option', 'aria-selected': isAt } as const),
    // Before the field loses the focus, and with it the list.
    onMouseDown: (event: Event) => event.preventDefault(),
    // The keys are those of the field.
    onClick: onChoose,
  }
  return (
    <li {...option}>
      <span>{person.name}</span>
      <span class="hint">{person.email}</span>
    </li>
  )
}
