import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Caller } from '../support/caller.ts'
import { openStage, type Stage } from '../support/stage.ts'
import type { Breach } from './canaries.ts'
import { addressesOf, ask, bodyFor, type Route, routesOf } from './crawl.ts'
import { columnsOf, knownIds } from './known-ids.ts'
import { buildWorld, type World } from './world.ts'

let stage: Stage
let world: World
let callers: [name: string, caller: Caller][]
let routes: Route[]
beforeAll(async () => {
  stage = await openStage()
  world = await buildWorld(stage)
  callers = [...world.people, ['nobody', stage.cast.nobody]]
  // Pages are no part of the API, and carry what they show first.
  const pages = [
    '/',
    '/clips/{clipId}',
    '/me',
    '/exemplars',
    '/exemplars/{exemplarId}',
    '/exemplars/mine',
  ].map((path) => ({ method: 'GET', path, operation: {} }))
  routes = [...(await routesOf(stage.cast.nobody)), ...pages]
})
afterAll(() => stage.close())

/** Columns that hold words of ours, keys and settings, never a person's own words. */
const wordless = new Set(
  [
    'object_key content_type playlist codecs client_key once_key queue job payload gave_up_because key state kind part',
    'source reason resolution scope unconsented rule why way role roles what progress_step failure_code sign_in_id language',
    'session_id zone mode school_year_ends issuer client_id subject counts certificate detail cells month by clip_ids',
    'who_posts gate anchor kinds due_by protocol_key participation choice',
    // Said to everybody in the organisation, as sign-posts are.
    'organisations.name districts.name sites.name cohorts.name oidc_issuers.name renditions.name',
    // How often somebody is written to, and at which of their own addresses that was refused.
    'mail_says rhythm slot mail_refusals.email',
    // Of exemplars: why, for whom and about what, each one of a few words of ours.
    'reasons asked_kind content_area grade_band ended_because closed_because',
    // When people talk, and never what.
    'sounds.talk',
    // Only while somebody signs in, before it is known who they are.
    'sign_in_links.email',
  ].flatMap((names) => names.split(' ')),
)

describe('INV-04: on every route, by everybody, with every id', () => {
  test('no text that a person can write is left out of what is looked for', async ({ annotate }) => {
    const texts = (await columnsOf(stage.platform.db)).filter(({ type }) => /^(text|jsonb|ARRAY)$/.test(type))
    const without: string[] = []
    for (const { table, column } of texts) {
      if (wordless.has(column) || wordless.has(`${table}.${column}`) || table.startsWith('auth_')) continue
      const { rows } =
        await sql`select from ${sql.table(table)} where ${sql.ref(column)}::text like '%canary%' limit 1`.execute(
          stage.platform.db,
        )
      if (rows.length === 0) without.push(`${table}.${column}`)
    }
    // A new column belongs to one or the other: plant a canary in it in world.ts, or say here that nobody writes in it.
    expect(without).toEqual([])
    await annotate(`${texts.length} columns of text, ${world.canaries.planted.length} canaries`)
  })

  test('nothing is read by a person who should not have it', { timeout: 600_000 }, async ({ annotate }) => {
    const idsFor = await knownIds(stage.platform.db)
    const reading = routes.filter(({ method }) => method === 'GET')
    const addresses = reading.flatMap((route) => addressesOf(route, idsFor))
    const breaches: Breach[] = []
    const faults: string[] = []
    const answers: { who: string; answer: string }[] = []
    let asked = 0
    for (const [who, caller] of callers) {
      for (const address of addresses) {
        const { status, text } = await ask(caller, 'GET', address)
        asked += 1
        breaches.push(...world.canaries.breachesIn(who, `GET ${address}`, text))
        if (status >= 500) faults.push(`${status} GET ${address}`)
        if (status === 200) answers.push({ who, answer: text })
      }
    }
    await annotate(`${asked} answers to ${callers.length} people from ${reading.length} routes`)
    expect(breaches).toEqual([])
    expect(faults).toEqual([])
    // A canary that reaches nobody at all would be found nowhere, whatever leaks.
    expect(world.canaries.neverSeen(answers)).toEqual([])
  })

  test('nothing is answered to an outsider who tries to change it', { timeout: 600_000 }, async ({
    annotate,
  }) => {
    const idsFor = await knownIds(stage.platform.db)
    const writing = routes.filter(({ method }) => method !== 'GET')
    const tries = writing.flatMap((route) => {
      const body = bodyFor(route, idsFor)
      return addressesOf(route, idsFor).map((address) => ({ method: route.method, address, body }))
    })
    const breaches: Breach[] = []
    const faults: string[] = []
    let asked = 0
    for (const who of [...world.outsiders, 'nobody']) {
      const caller = who === 'nobody' ? stage.cast.nobody : world.people.get(who)
      if (!caller) throw new Error(`the world lacks ${who}`)
      for (const { method, address, body } of tries) {
        const { status, text } = await ask(caller, method, address, body)
        asked += 1
        breaches.push(...world.canaries.breachesIn(who, `${method} ${address}`, text))
        if (status >= 500) faults.push(`${status} ${method} ${address}`)
      }
    }
    await annotate(`${asked} tries by ${world.outsiders.length + 1} outsiders on ${writing.length} routes`)
    expect(breaches).toEqual([])
    expect(faults).toEqual([])
    // And after all of that still nobody else can read anything.
    const after: Breach[] = []
    for (const who of world.outsiders) {
      const { text } = await ask(world.people.get(who) as Caller, 'GET', '/api/v1/clips?limit=200')
      after.push(...world.canaries.breachesIn(who, 'GET /api/v1/clips', text))
    }
    expect(after).toEqual([])
  })
})
