import { call } from '../api/call.ts'
import { fetchAll, pagedQuery, withQuery } from '../api/paged.ts'

interface Context {
  readonly signal: AbortSignal
}

type Asked = Readonly<Record<string, string | undefined>>

/** What an office looks at: all of it is looked at anew when something in it was changed. */
export const officeKey = 'office'

/** A list of the API for an infinite query, as many rows at a time as fit on a page. */
export const pagesOf = <Item>(path: string, asked: Asked = {}) =>
  pagedQuery<Item>([officeKey, path, 'pages', asked], withQuery(path, asked), 50)

/** All of a list that is never long, such as one to choose from. */
export const allOf = <Item>(path: string, asked: Asked = {}) => ({
  queryKey: [officeKey, path, 'all', asked],
  queryFn: ({ signal }: Context) => fetchAll<Item>(withQuery(path, asked), signal),
})

/** One thing of the API. */
export const oneOf = <Item>(path: string, asked: Asked = {}) => ({
  queryKey: [officeKey, path, asked],
  queryFn: ({ signal }: Context) => call<Item>(withQuery(path, asked), { signal }),
})
