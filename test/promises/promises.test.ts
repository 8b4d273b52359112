import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { promises } from './promises.ts'

const root = path.resolve(import.meta.dirname, '..')

/** Titles alone: a number in a comment tries nothing. */
const titles = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && !/^(services|journeys)\//.test(file))
  .concat('retention/purge-contract.ts')
  .flatMap((file) => readFileSync(path.join(root, file), 'utf8').match(/['"`][^'"`\n]*INV-\d\d[^\n]*/g) ?? [])
  .join('\n')

test.each(promises)('%s is tried by a test of its number: %s', (id) => {
  expect(titles.includes(id)).toBe(true)
})
