import { call } from './call.ts'

export interface Page<Item> {
  readonly items: Item[]
  readonly next: string | null
}

/** What an infinite query keeps of a list that is fetched page by page. */
export interface Pages<Item> {
  readonly pages: Page<Item>[]
  readonly pageParams: (string | null)[]
}

interface Context {
  readonly signal: AbortSignal
  readonly pageParam: string | null
}

/** A path with what it asks for; what is empty is not asked for. */
export function withQuery(path: string, asked: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(asked)) if (value) query.set(name, value)
  return query.size === 0 ? path : `${path}?${query}`
}

/** Where a page of a list is, from the cursor on with which the one before ended. `path` may have parameters already. */
export const pageOf = (path: string, limit: number, after: string | null): string =>
  `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${
    after === null ? '' : `&after=${encodeURIComponent(after)}`
  }`

/** A list that is fetched page by page. */
export const pagedQuery = <Item>(queryKey: readonly unknown[], path: string, limit = 20) => ({
  queryKey,
  queryFn: ({ signal, pageParam }: Context) => call<Page<Item>>(pageOf(path, limit, pageParam), { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last: Page<Item>) => last.next,
})

/** All of a list that is never too long to be fetched as a whole. */
export async function fetchAll<Item>(path: string, signal: AbortSignal): Promise<Item[]> {
  const items: Item[] = []
  let after: string | null = null
  do {
    const page: Page<Item> = await call<Page<Item>>(pageOf(path, 200, after), { signal })
    items.push(...page.items)
    after = page.next
  } while (after !== null)
  return items
}
