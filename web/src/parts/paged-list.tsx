import type { ComponentChildren } from 'preact'
import type { Page } from '../api/paged.ts'
import { Button } from './button.tsx'
import { Loading, Trouble } from './trouble.tsx'

interface Query<Item> {
  readonly data: { readonly pages: readonly Page<Item>[] } | undefined
  readonly isPending: boolean
  readonly error: unknown
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly refetch: () => unknown
  readonly fetchNextPage: () => unknown
}

interface Props<Item> {
  readonly query: Query<Item>
  readonly label?: string
  /** Said where there is nothing. */
  readonly none: string
  /** On the button for more. */
  readonly more: string
  readonly class?: string
  /** An `li` for each. */
  readonly children: (item: Item) => ComponentChildren
}

/** A list that comes page by page: what is here, whether more can be had, and what to say where there is nothing. */
export function PagedList<Item>({ query, label, none, more, class: name = 'lines', children }: Props<Item>) {
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      {query.isPending && <Loading />}
      {query.error ? <Trouble error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data && items.length === 0 && <p class="hint">{none}</p>}
      {items.length > 0 && (
        <ul class={name} aria-label={label}>
          {items.map(children)}
        </ul>
      )}
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {more}
        </Button>
      )}
    </>
  )
}
