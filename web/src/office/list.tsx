import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { sayAloud } from '../parts/status.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'

/** What an infinite query answers, as far as a list needs it. */
interface Fetched<Item> {
  readonly data: { readonly pages: readonly { readonly items: readonly Item[] }[] } | undefined
  readonly error: unknown
  readonly isPending: boolean
  readonly isFetchingNextPage: boolean
  readonly hasNextPage: boolean
  readonly fetchNextPage: () => Promise<unknown>
  readonly refetch: () => Promise<unknown>
}

interface Props<Item> {
  readonly of: Fetched<Item>
  /** What stands where there is nothing. */
  readonly nothing: ComponentChildren
  /** What was searched for: then what was found is counted aloud. */
  readonly search?: string
  readonly children: (items: readonly Item[]) => ComponentChildren
}

/** A list that is fetched page by page, with all that may come of it: a while, a refusal, nothing, more. */
export function List<Item>({ of, nothing, search, children }: Props<Item>) {
  const items = of.data?.pages.flatMap((page) => page.items)
  const count = items?.length
  useEffect(() => {
    if (search && count !== undefined) sayAloud(t('offices.found', { count }))
  }, [search, count])
  return (
    <>
      {of.isPending && <Loading />}
      {of.error !== null && of.error !== undefined && (
        <Trouble error={of.error} onRetry={() => void (items ? of.fetchNextPage() : of.refetch())} />
      )}
      {items?.length === 0 && (
        <div class="empty">{search ? <p>{t('offices.none-found', { search })}</p> : nothing}</div>
      )}
      {items && items.length > 0 && children(items)}
      {of.hasNextPage && (
        <div class="actions">
          <Button busy={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
            {t('offices.more')}
          </Button>
        </div>
      )}
    </>
  )
}
