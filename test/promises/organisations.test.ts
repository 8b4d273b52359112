import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person } from '../support/cast.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { addressesOf, ask, bodyFor, type IdsFor, type Route, routesOf } from './crawl.ts'
import { columnsOf, knownIds } from './known-ids.ts'
import { buildWorld, type World } from './world.ts'

let stage: Stage
let world: World
let routes: Route[]
beforeAll(async () => {
  stage = await openStage()
  world = await buildWorld(stage)
  routes = (await routesOf(stage.cast.nobody)).filter(({ path }) => path.includes('{'))
})
afterAll(() => stage.close())

/** The ids of another organisation's things, for each parameter. */
async function idsElsewhere(): Promise<IdsFor> {
  const { db } = stage.platform
  const theirs = new Set<string>()
  const columns = await columnsOf(db)
  const tables = new Set(
    columns.filter(({ column }) => column === 'organisation_id').map(({ table }) => table),
  )
  for (const { table, column, type } of columns) {
    if (type !== 'uuid' || !tables.has(table)) continue
    const { rows } = await sql<{ id: string | null }>`
      select distinct ${sql.ref(column)}::text as id from ${sql.table(table)}
      where organisation_id = ${stage.cast.eve.viewer.organisationId}`.execute(db)
    for (const { id } of rows) if (id !== null) theirs.add(id)
  }
  const known = await knownIds(db)
  return (...parameters) => known(...parameters).filter((ids) => ids.every((id) => theirs.has(id)))
}

test('INV-30: an id of another organisation is answered as one that never was, on every route', {
  timeout: 300_000,
}, async ({ annotate }) => {
  const elsewhere = await idsElsewhere()
  let compared = 0
  const differences: string[] = []
  for (const name of ['Leslie', 'Liz', 'Dana', 'Paula', 'Rosa']) {
    const person = world.people.get(name) as Person
    for (const route of routes) {
      const never: IdsFor = (...parameters) => [parameters.map(() => randomUUID())]
      const [random] = addressesOf(route, never)
      for (const address of addressesOf(route, elsewhere)) {
        const [theirs, nobodys] = await Promise.all(
          [address, random ?? ''].map(async (asked) => {
            const { status, text } = await ask(person, route.method, asked, bodyFor(route, never))
            const [, body = ''] = text.split('\n\n')
            return `${status} ${body.replace(/"instance":"[^"]*"/, '')}`
          }),
        )
        compared += 1
        if (theirs !== nobodys)
          differences.push(`${name}: ${route.method} ${route.path}: ${theirs} / ${nobodys}`)
      }
    }
  }
  expect(differences).toEqual([])
  expect(compared).toBeGreaterThan(50)
  await annotate(
    `${compared} pairs of answers on ${routes.length} routes to five people, equal but for the address`,
  )
})

test('INV-30: the database refuses a reference from one organisation into another', async ({ annotate }) => {
  const { rows } = await sql<{ name: string; columns: string[]; table: string; target: string }>`
    select conname as name, conrelid::regclass::text as table, confrelid::regclass::text as target,
      (select array_agg(attname::text) from pg_attribute where attrelid = conrelid and attnum = any(conkey)) as columns
    from pg_constraint where contype = 'f'`.execute(stage.platform.db)
  const tenant = new Set(
    (await columnsOf(stage.platform.db))
      .filter(({ column }) => column === 'organisation_id')
      .map(({ table }) => table),
  )
  const inside = rows.filter(({ table, target }) => tenant.has(table) && tenant.has(target))
  expect(inside.length).toBeGreaterThan(40)
  expect(
    inside.filter(({ columns }) => !columns.includes('organisation_id')).map(({ name }) => name),
  ).toEqual([])
  await annotate(
    `${inside.length} references inside an organisation, each with the organisation as part of its key`,
  )
})
