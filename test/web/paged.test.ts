import { afterEach, expect, test, vi } from 'vitest'
import { fetchAll, pageOf, withQuery } from '../../web/src/api/paged.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test.each([
  ['/api/v1/news', null, '/api/v1/news?limit=50'],
  ['/api/v1/news', 'a b&c', '/api/v1/news?limit=50&after=a%20b%26c'],
  ['/api/v1/clips?owner=me', null, '/api/v1/clips?owner=me&limit=50'],
  ['/api/v1/clips?owner=me', 'x', '/api/v1/clips?owner=me&limit=50&after=x'],
])('a page of %s after %s is at %s', (path, after, address) => {
  expect(pageOf(path, 50, after)).toBe(address)
})

test('what is empty is not asked for', () => {
  expect(withQuery('/api/v1/clips', { owner: 'me', cohortId: undefined })).toBe('/api/v1/clips?owner=me')
  expect(withQuery('/api/v1/clips', { owner: undefined })).toBe('/api/v1/clips')
})

test('all of a list is fetched page after page, in its order', async () => {
  const pages: Record<string, { items: number[]; next: string | null }> = {
    '/list?limit=200': { items: [1, 2], next: 'two' },
    '/list?limit=200&after=two': { items: [], next: 'three' },
    '/list?limit=200&after=three': { items: [3], next: null },
  }
  const asked: string[] = []
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return Response.json(pages[path])
  })
  expect(await fetchAll('/list', new AbortController().signal)).toEqual([1, 2, 3])
  expect(asked).toEqual(Object.keys(pages))
})
