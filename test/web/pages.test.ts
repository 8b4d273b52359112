import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openPages, pages } from '../../src/pages/pages.ts'

const source = readFileSync(path.resolve(import.meta.dirname, '../../web/src/pages.ts'), 'utf8')

test('the server knows the pages of the client, in the same order, with the words that they say', () => {
  const declared = [...source.matchAll(/\bpage\(\s*'([^']+)',\s*\[([^\]]*)\]/g)].map(
    ([, at, words = '']) => ({
      path: at,
      words: [...words.matchAll(/'([^']+)'/g)].map(([, area]) => area),
    }),
  )
  const known = [...openPages, ...pages].map(({ path: at, words }) => ({ path: at, words }))
  // The mailed link's page stands where its readers sign in.
  const ofLink = { path: '/sign-in', words: ['entry'] }
  expect(declared.filter((page) => JSON.stringify(page) !== JSON.stringify(ofLink))).toEqual(known)
  expect(declared).toHaveLength(known.length + 1)
})
