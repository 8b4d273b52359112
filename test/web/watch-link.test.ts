import { expect, test } from 'vitest'
import { readWatchLink, watchLink } from '../../web/src/clips/watch-link.ts'

const clipId = '0198d2a4-0000-7000-8000-000000000001'
const threadId = '0198d2a4-0000-7000-8000-00000000000a'

test.each([
  [
    { t: '83.2', c: threadId },
    { atMs: 83_200, threadId },
  ],
  [{ t: '0' }, { atMs: 0, threadId: undefined }],
  [{ c: threadId.toUpperCase() }, { atMs: undefined, threadId }],
  [{}, { atMs: undefined, threadId: undefined }],
  [{ t: '-5' }, { atMs: undefined, threadId: undefined }],
  [
    { t: '1:23', c: 'x' },
    { atMs: undefined, threadId: undefined },
  ],
  [{ t: '1e9' }, { atMs: undefined, threadId: undefined }],
  [
    { t: '', c: '' },
    { atMs: undefined, threadId: undefined },
  ],
])('%j leads to %j', (query, target) => {
  expect(readWatchLink(query)).toEqual(target)
})

test('what a link says is read back', () => {
  for (const target of [{ atMs: 83_245, threadId }, { atMs: 0 }, { threadId }, {}]) {
    const url = new URL(watchLink(clipId, target), 'https://interlude.example')
    expect(url.pathname).toBe(`/clips/${clipId}`)
    const read = readWatchLink(Object.fromEntries(url.searchParams))
    expect(read).toEqual({ atMs: undefined, threadId: undefined, ...target })
  }
  expect(watchLink(clipId)).toBe(`/clips/${clipId}`)
})
