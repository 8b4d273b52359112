import { useInfiniteQuery } from '@tanstack/preact-query'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Term } from '../../../src/exemplars/schemas.ts'
import { useMe } from '../api/me.ts'
import { facetWords, termName } from '../exemplars/exemplar-words.ts'
import { curatesForAll } from '../exemplars/may-collect.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { sayAloud } from '../parts/status.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { most } from './card.ts'
import { termsQuery } from './curating-queries.ts'

const pauseMs = 300

export const kindChoices = () =>
  (
    [
      ['practice', facetWords.practice],
      ['look-for', facetWords.lookFor],
      ['standard', facetWords.standard],
    ] as const
  ).map(([value, label]) => ({ value, label: t(label) }))

interface Props {
  readonly terms: readonly Term[]
  readonly onTerms: (terms: readonly Term[]) => void
}

/** What it is about, in the organisation's own words: those that were given, and others by search. */
export function TermPicker({ terms, onTerms }: Props) {
  const me = useMe()
  const [kind, setKind] = useState<Term['kind']>('practice')
  const [text, setText] = useState('')
  const [asked, setAsked] = useState('')
  const search = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  const found = useInfiniteQuery(termsQuery(kind, asked, 10))
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  const left = items.filter(({ id }) => !terms.some((term) => term.id === id))
  const isFull = terms.length >= most.terms
  // What was pressed goes away: the search is where one goes on.
  const add = (term: Term) => {
    onTerms([...terms, term])
    sayAloud(t('term.added-term', { name: termName(term) }))
    search.current?.focus()
  }
  const remove = (term: Term) => {
    onTerms(terms.filter(({ id }) => id !== term.id))
    sayAloud(t('term.removed-term', { name: termName(term) }))
    search.current?.focus()
  }
  return (
    <fieldset class="protocol-choice">
      <legend>{t('term.terms')}</legend>
      {terms.length > 0 && (
        <ul class="actions" aria-label={t('term.given')}>
          {terms.map((term) => (
            <li key={term.id}>
              <button type="button" class="audience-button" onClick={() => remove(term)}>
                <span class="visually-hidden">{t('term.remove')} </span>
                <span>{termName(term)}</span>
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {terms.length === 0 && <p class="hint">{t('term.none')}</p>}
      {isFull && <p class="hint">{t('term.full', { count: most.terms })}</p>}
      {!isFull && (
        <>
          <RadioChips legend={t('term.kind')} value={kind} options={kindChoices()} onChoose={setKind} />
          <div class="field">
            <label for="term-search">{t('term.search')}</label>
            <input
              ref={search}
              id="term-search"
              type="search"
              maxLength={100}
              autoComplete="off"
              value={text}
              onInput={({ currentTarget }) => setText(currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return
                // It is a search, and not yet the time to save.
                event.preventDefault()
                setAsked(text.trim())
              }}
            />
          </div>
          {found.isPending && <Loading />}
          {found.error && <Trouble error={found.error} onRetry={() => void found.refetch()} />}
          {found.data && left.length === 0 && (
            <p class="hint">
              {t(items.length > 0 ? 'term.all-given' : asked === '' ? 'vocabulary.none' : 'term.not-found')}{' '}
              {curatesForAll(me) && <a href="/exemplars/terms">{t('vocabulary.title')}</a>}
            </p>
          )}
          {left.length > 0 && (
            <ul class="actions" aria-label={t('term.found')}>
              {left.map((term) => (
                <li key={term.id}>
                  <Button
                    icon="plus"
                    aria-label={`${t('arrange.add')}: ${termName(term)}`}
                    onClick={() => add(term)}
                  >
                    {termName(term)}
                  </Button>
                </li>
              ))}
            </ul>
          )}
          {found.hasNextPage && <p class="hint">{t('term.more')}</p>}
        </>
      )}
    </fieldset>
  )
}
