import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from '../support/stage.ts'
import { columnsOf } from './known-ids.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const root = path.resolve(import.meta.dirname, '../..')

/** Every word a route takes or answers: names of fields, values of enumerations, addresses. */
async function apiWords(): Promise<string[]> {
  const words: string[] = []
  const walk = (value: unknown, key: string) => {
    if (typeof value === 'string') {
      if (key !== 'description' && key !== 'summary') words.push(value)
    } else if (Array.isArray(value)) for (const each of value) walk(each, key)
    else if (value !== null && typeof value === 'object') {
      for (const [name, each] of Object.entries(value)) {
        words.push(name)
        walk(each, name)
      }
    }
  }
  walk((await stage.cast.nobody.get('/api/openapi.json')).body, '')
  return words
}

const schemaWords = async (): Promise<string[]> =>
  (await columnsOf(stage.platform.db)).flatMap(({ table, column }) => [table, column])

test('INV-22: no route and no table has a word for how somebody is rated', async ({ annotate }) => {
  const words = [...(await apiWords()), ...(await schemaWords())]
  const forbidden = /average|mean|percentile|rank(ing)?|trend|leader_?board|score|grade/i
  // Look-fors are anchored in minutes, and nothing else here is called so.
  const found = words.filter((word) => forbidden.test(word) && !/^(mean|grade)_?band$/i.test(word))
  // Renditions have an average bandwidth, in the store's own tables.
  expect([...new Set(found)].filter((word) => word !== 'average_bandwidth')).toEqual([])
  await annotate(`${new Set(words).size} names of routes, fields, values, tables and columns`)
})

test('INV-37: evaluation is no purpose in the API, the database or the words of either language', async ({
  annotate,
}) => {
  const words = [...(await apiWords()), ...(await schemaWords())]
  // Who rates whom outside is known, so that it can be warned of; that is a person, never a purpose.
  const found = words.filter((word) => /evaluation|evaluating|appraisal|performance/i.test(word))
  expect([...new Set(found)]).toEqual([])
  let sentences = 0
  for (const file of readdirSync(path.join(root, 'web/messages')).filter((name) => name.endsWith('.json'))) {
    const messages = JSON.parse(readFileSync(path.join(root, 'web/messages', file), 'utf8'))
    for (const [key, text] of Object.entries(messages)) {
      sentences += 1
      expect(`${key} ${text}`).not.toMatch(
        /\b(pass(ed)? mark|ranking|leaderboard|puntuación|clasificación)\b/i,
      )
    }
  }
  await annotate(`${new Set(words).size} names and ${sentences} sentences in two languages`)
})
