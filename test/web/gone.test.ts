import { QueryClient, QueryObserver } from '@tanstack/preact-query'
import { expect, test } from 'vitest'
import { askWithout } from '../../web/src/api/gone.ts'

test('what is listed is asked for anew, and what is gone only by who comes back to it', async () => {
  const client = new QueryClient()
  const asked: string[] = []
  const shown = (...queryKey: string[]) => {
    const queryFn = async () => asked.push(queryKey.join(' '))
    const observer = new QueryObserver(client, { queryKey, queryFn, staleTime: 60_000 })
    return { queryKey, end: observer.subscribe(() => {}) }
  }
  const list = shown('collections')
  const gone = shown('collections', 'b7')
  const path = shown('office', '/people/b7', '')
  const other = shown('clips')
  const all = [list, gone, path, other]
  await expect.poll(() => asked.length).toBe(4)
  asked.length = 0

  await askWithout(client, 'b7', [['collections'], ['office']])
  expect(asked).toEqual(['collections'])
  for (const { end } of all) end()
  for (const { queryKey } of all) shown(...queryKey).end()
  expect(asked.toSorted()).toEqual(['collections', 'collections b7', 'office /people/b7 '])
  client.clear()
})
