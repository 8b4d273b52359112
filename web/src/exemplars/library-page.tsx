import { useInfiniteQuery } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { isNarrow } from '../browser/narrow.ts'
import { listInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Page } from '../parts/page.tsx'
import { sayAloud } from '../parts/status.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { type Asked, choicesOf, isAsking, libraryAddress, nothingAsked, readAsked, toggled } from './asked.ts'
import { ChosenFilters } from './chosen-filters.tsx'
import { CollectionsRow } from './collections-row.tsx'
import { libraryQuery } from './exemplar-queries.ts'
import { FacetChoices } from './facet-choices.tsx'
import { type Filter, filtersOf } from './filters-of.ts'
import { SavedSearches, SaveSearch } from './saved-searches.tsx'
import { SearchForm } from './search-form.tsx'
import { ShelfItem } from './shelf-item.tsx'

/** The library: what there is for the reader, found by words and by what it is about. Its address says what is asked. */
export function LibraryPage() {
  const { url, route } = useLocation()
  const asked = useMemo(() => readAsked(url), [url])
  const shelf = useInfiniteQuery(libraryQuery(asked))
  const first = shelf.data?.pages[0]
  const heading = useRef<HTMLHeadingElement>(null)
  const ask = (wanted: Asked) => route(libraryAddress(wanted))
  /** What was pressed goes away with it: reading goes on at what was found. */
  const askFromBelow = (wanted: Asked) => {
    ask(wanted)
    heading.current?.focus()
  }
  const items = shelf.data?.pages.flatMap((page) => page.items) ?? []
  const total = first?.total ?? 0
  const filters = filtersOf(asked, first?.facets)
  useTotalSaid(shelf.isPlaceholderData ? undefined : first?.total)
  const isEmpty = first !== undefined && total === 0 && !isAsking(asked)
  return (
    <Page
      title={t('frame.exemplars')}
      class="library"
      beside={
        <a class="button" href="/exemplars/mine">
          <span>{t('library.mine')}</span>
        </a>
      }
    >
      <p>{t('library.about')}</p>
      {!isAsking(asked) && <CollectionsRow />}
      {!isEmpty && <SearchForm asked={asked} onAsk={ask} />}
      <div class="library-body">
        {!isEmpty && (
          <Choosing count={choicesOf(asked).length} onDone={() => heading.current?.focus()}>
            {first && (
              <FacetChoices
                facets={first.facets}
                asked={asked}
                onToggle={(choice) => ask(toggled(asked, choice))}
              />
            )}
            <SavedSearches />
          </Choosing>
        )}
        <section aria-labelledby="found" aria-busy={shelf.isPlaceholderData}>
          {filters.length > 0 && (
            <div class="actions">
              <ChosenFilters filters={filters} onRemove={askFromBelow} />
              {filters.length > 1 && (
                <Button look="text" onClick={() => askFromBelow(nothingAsked)}>
                  {t('library.remove-all')}
                </Button>
              )}
              <SaveSearch asked={asked} name={listInWords(filters.map(({ name }) => name))} />
            </div>
          )}
          <h2 id="found" ref={heading} tabIndex={-1}>
            {first ? t('library.found', { count: total }) : t('library.results')}
          </h2>
          {shelf.isPending && <Loading />}
          {shelf.error && <Trouble error={shelf.error} onRetry={() => void shelf.refetch()} />}
          {isEmpty && <EmptyLibrary />}
          {first && total === 0 && filters.length > 0 && (
            <NoneMatch filters={filters} onRemove={askFromBelow} />
          )}
          {items.length > 0 && (
            <ul class="clip-list shelf">
              {items.map((exemplar) => (
                <li key={exemplar.id} class="clip-row">
                  <ShelfItem exemplar={exemplar} />
                </li>
              ))}
            </ul>
          )}
          {shelf.hasNextPage && (
            <Button busy={shelf.isFetchingNextPage} onClick={() => void shelf.fetchNextPage()}>
              {t('library.more')}
            </Button>
          )}
        </section>
      </div>
    </Page>
  )
}

interface ChoosingProps {
  readonly count: number
  readonly onDone: () => void
  readonly children: ComponentChildren
}

/** Beside what was found; on a phone folded, above it. */
function Choosing({ count, onDone, children }: ChoosingProps) {
  const fold = useRef<HTMLDetailsElement>(null)
  if (!isNarrow.value) {
    return (
      <section class="library-side" aria-labelledby="choosing">
        <h2 id="choosing">{t('library.filter')}</h2>
        {children}
      </section>
    )
  }
  return (
    <details class="fold" ref={fold}>
      <summary>{count === 0 ? t('library.filter') : t('library.filter-count', { count })}</summary>
      {children}
      <Button
        onClick={() => {
          if (fold.current) fold.current.open = false
          onDone()
        }}
      >
        {t('library.filter-done')}
      </Button>
    </details>
  )
}

/** Those who do not see the list are told how long it is, each time it is another one. */
function useTotalSaid(total: number | undefined): void {
  const before = useRef<number>()
  useEffect(() => {
    if (total === undefined) return
    if (before.current !== undefined && before.current !== total) {
      sayAloud(t('library.found', { count: total }))
    }
    before.current = total
  }, [total])
}

const EmptyLibrary = () => (
  <div class="empty">
    <p>{t('library.empty')}</p>
    <p>{t('library.empty-hint')}</p>
    <p>
      <a href="/clips">{t('library.empty-clips')}</a>
    </p>
  </div>
)

interface NoneProps {
  readonly filters: readonly Filter[]
  readonly onRemove: (without: Asked) => void
}

/** Nothing is all of that: which of it one could do without. */
const NoneMatch = ({ filters, onRemove }: NoneProps) => (
  <div class="empty">
    <p>{t('library.none', { filters: listInWords(filters.map(({ name }) => name)) })}</p>
    <div class="actions">
      {filters.map(({ key, name, without }) => (
        <Button key={key} onClick={() => onRemove(without)}>
          {t('library.without', { filter: name })}
        </Button>
      ))}
      {filters.length > 1 && <Button onClick={() => onRemove(nothingAsked)}>{t('library.show-all')}</Button>}
    </div>
  </div>
)
