import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { LibraryPage } from '../../../src/exemplars/library-schemas.ts'
import type { ShelfExemplar } from '../../../src/exemplars/schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { useAct } from '../parts/use-act.ts'
import { longestWords } from './asked.ts'
import { ShelfMeta } from './shelf-item.tsx'

export interface FindProps {
  readonly isIn: (exemplar: ShelfExemplar) => boolean
  /** On the button beside each. */
  readonly action: string
  readonly onPick: (exemplar: ShelfExemplar) => unknown
}

/** A few are enough to choose from: who does not find theirs among them looks for other words. */
const few = 6

/** Looks through the library for something to take from it. Also within a form, and so none itself. */
export function FindExemplars({ isIn, action, onPick }: FindProps) {
  const [words, setWords] = useState('')
  const [asked, setAsked] = useState('')
  const { isBusy, refusal, act } = useAct()
  const query = new URLSearchParams({ limit: String(few), ...(asked !== '' && { q: asked }) })
  const shelf = useQuery({
    queryKey: ['exemplars', 'find', asked],
    queryFn: ({ signal }) => call<LibraryPage>(`/api/v1/exemplars?${query}`, { signal }),
  })
  const { items = [], total = 0 } = shelf.data ?? {}
  return (
    <div class="find">
      <div class="in-a-row">
        <Field
          label={t('library.search')}
          {...{ id: 'find-q', type: 'search', value: words, maxLength: longestWords, autoComplete: 'off' }}
          onInput={(event) => setWords(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            setAsked(words.trim())
          }}
        />
        <Button onClick={() => setAsked(words.trim())}>{t('library.search-action')}</Button>
      </div>
      <Refusal of={refusal} />
      {shelf.isPending && <Loading />}
      {shelf.error && <Trouble error={shelf.error} onRetry={() => void shelf.refetch()} />}
      {shelf.data && (
        <p class="hint" role="status">
          {total > items.length
            ? t('find.first', { shown: items.length, count: total })
            : t('library.found', { count: total })}
        </p>
      )}
      <ul class="lines">
        {items.map((exemplar) => (
          <li key={exemplar.id}>
            <div>
              <a href={`/exemplars/${exemplar.id}`} target="_blank" rel="noreferrer">
                {exemplar.title}
                <span class="visually-hidden"> {t('find.new-tab')}</span>
              </a>
              <ShelfMeta exemplar={exemplar} />
            </div>
            {isIn(exemplar) ? (
              <span class="hint">{t('find.is-in')}</span>
            ) : (
              <Button
                busy={isBusy}
                aria-label={`${action}: ${exemplar.title}`}
                onClick={() => void act(async () => onPick(exemplar))}
              >
                {action}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
