import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ExemplarId } from '../../src/platform/ids.ts'
import { readyClipOf } from '../support/clips.ts'
import { exemplarOf, termOf } from '../support/exemplars.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

/** How much a word of either language says of an exemplar; 0 where it is not found by it. */
async function weightOf(id: ExemplarId, word: string): Promise<number> {
  const { rows } = await sql<{ rank: number }>`
    select coalesce(max(ts_rank(document, query)), 0) as rank from exemplar_words,
      lateral (select websearch_to_tsquery('english', ${word}) || websearch_to_tsquery('spanish', ${word}) as query) q
    where exemplar_id = ${id} and document @@ query`.execute(stage.platform.db)
  return rows[0]?.rank ?? 0
}

test('an exemplar is found by all that is said about it, in both languages, its title before the rest', async () => {
  const { leslie, liz } = stage.cast
  const standard = await termOf(stage.platform, liz, {
    kind: 'standard',
    code: 'K.CC.4',
    name: 'Cardinality',
  })
  const { id } = await exemplarOf(stage.platform, leslie, {
    title: 'Counting collections',
    goal: 'Los estudiantes explican sus estrategias',
    words: 'A window into thinking',
    cameBefore: 'They had sorted buttons',
    questions: ['What does grouping show?'],
    termIds: [standard],
  })
  const [title, goal, before] = [
    await weightOf(id, 'collection'),
    await weightOf(id, 'estrategia'),
    await weightOf(id, 'button'),
  ]
  expect(title).toBeGreaterThan(goal)
  expect(goal).toBeGreaterThan(before)
  expect(before).toBeGreaterThan(0)
  for (const word of ['windows', 'explicar', 'K.CC.4', 'cardinality', 'groups']) {
    expect([word, (await weightOf(id, word)) > 0]).toEqual([word, true])
  }
  expect(await weightOf(id, 'fractions')).toBe(0)
})

test('an exemplar that nobody described yet is found by its title and by why it was nominated', async () => {
  const { leslie } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie, { title: 'Sorting buttons' })
  const { status, body } = await leslie.post(`/api/v1/clips/${clipId}/exemplars`, {
    ...{ reasons: ['clarity'], words: 'Each says which rule they used', clientKey: randomUUID() },
    audience: { kind: 'organisation' },
  })
  expect(status).toBe(201)
  expect(await weightOf(body.id, 'rules')).toBeGreaterThan(0)
  expect(await weightOf(body.id, 'buttons')).toBeGreaterThan(await weightOf(body.id, 'rules'))
})
