import { useEffect, useRef } from 'preact/hooks'
import type { PersonName } from '../../../src/identity/schemas.ts'
import { t } from '../messages/messages.ts'
import { sayAloud } from '../parts/status.tsx'

interface Props {
  readonly id: string
  readonly people: readonly PersonName[]
  readonly active: number
  readonly onChoose: (person: PersonName) => void
}

export const optionId = (id: string, at: number): string => `${id}-${at}`

/** Who can be mentioned. The focus, and with it the keys, stay in the text that it belongs to. */
export function MentionList({ id, people, active, onChoose }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    sayAloud(t('mention.found', { count: people.length }))
  }, [people.length])
  useEffect(() => {
    // No further: what is being written stays in sight, too.
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active, people.length])
  return (
    <div ref={list} id={id} class="mention-list" role="listbox" aria-label={t('mention.list')}>
      {people.map((person, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text has the focus, and its keys choose.
        <div
          key={person.id}
          id={optionId(id, at)}
          role="option"
          tabIndex={-1}
          aria-selected={at === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(person)}
        >
          {person.name}
        </div>
      ))}
    </div>
  )
}
