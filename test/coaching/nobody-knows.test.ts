import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailInvitation } from '../../src/cohorts/mail-invitation.ts'
import type { ClipId, CohortId, InvitationId } from '../../src/platform/ids.ts'
import { addressesOf, ask, bodyFor, type IdsFor, type Route, routesOf } from '../promises/crawl.ts'
import { knownIds } from '../promises/known-ids.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { outsidersOf } from './outsiders.ts'

let stage: Stage
let outsiders: Person[]
let routes: Route[]
let clipId: ClipId
beforeAll(async () => {
  stage = await openStage()
  outsiders = await outsidersOf(stage)
  const pages = [
    '/',
    '/cohorts',
    '/coaching',
    '/coaching/{cohortId}',
    '/cohorts/{cohortId}',
    '/clips/{clipId}',
  ]
  routes = [
    ...(await routesOf(stage.cast.nobody)),
    ...pages.map((path) => ({ method: 'GET', path, operation: {} })),
  ]
  // There before, as offices know by its id: what becomes of it is seen by nobody either.
  clipId = await readyClipOf(stage.platform, stage.cast.leslie, { title: canary() })
})
afterAll(() => stage.close())

/** What may come out nowhere: words that are written and ids that are made from here on. */
const secrets = new Set<string>()
const canary = () => keep(`canary${randomUUID().replaceAll('-', '')}`)
const keep = <T extends string>(secret: T): T => {
  secrets.add(secret)
  return secret
}

// How often somebody stopped their mails is counted, and that much alone would be told.
const isPlain = ({ method, path }: Route) =>
  method === 'GET' && !path.includes('{') && !path.includes('/notices/unsubscription')
/** An answer without what differs from one request to the next anyhow. */
const still = (text: string) =>
  text
    .replace(/^[\s\S]*?\n\n/, '')
    .replaceAll(/"lastUsedAt":"[^"]*"/g, '')
    .replaceAll(/urn:interlude:request:[\w-]+/g, '')

/** What each outsider is answered where no id is asked for, word by word. */
async function figures(): Promise<Map<string, string>> {
  const told = new Map<string, string>()
  const readAll = async (who: Person) => {
    for (const { path } of routes.filter(isPlain)) {
      told.set(`${who.name} ${path}`, still((await ask(who, 'GET', path)).text))
    }
  }
  await Promise.all(outsiders.map(readAll))
  return told
}

/** Of all ids that may stand there those of the pair and of its clip, and a few of others; test/promises tries all. */
async function telling(): Promise<IdsFor> {
  const idsFor = await knownIds(stage.platform.db)
  return (...names) => {
    const all = idsFor(...names)
    const isTelling = (ids: readonly string[]) => ids.some((id) => secrets.has(id) || id === clipId)
    return [...all.filter(isTelling), ...all.filter((ids) => !isTelling(ids)).slice(0, 3)].slice(0, 8)
  }
}

/** Everything that an outsider can read, and where one of the secrets came out. */
async function found(who: readonly Person[] = outsiders): Promise<string[]> {
  const idsFor = await telling()
  const leaks: string[] = []
  const readAll = async (person: Person) => {
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      for (const address of addressesOf(route, idsFor)) {
        const { text } = await ask(person, 'GET', address)
        const leaked = [...secrets].filter((secret) => text.includes(secret) && !address.includes(secret))
        if (leaked.length > 0) leaks.push(`${person.name} GET ${address}`)
      }
    }
  }
  await Promise.all(who.map(readAll))
  return leaks
}

/** Where asking for what there is differs from asking for what never was, reading or changing it. */
async function differences(ids: Readonly<Record<string, string>>): Promise<string[]> {
  const idsFor = await knownIds(stage.platform.db)
  const told: string[] = []
  const named = routes.filter(({ path }) => Object.keys(ids).some((id) => path.includes(`{${id}}`)))
  expect(named.length).toBeGreaterThan(20)
  for (const who of outsiders) {
    for (const route of named) {
      const body = bodyFor(route, idsFor)
      const at = (own: (name: string) => string) =>
        ask(
          who,
          route.method,
          route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => own(name)),
          body,
        )
      const never = randomUUID()
      const asked = (name: string) => ids[name] ?? who.viewer.personId
      const real = await at(asked)
      const none = await at((name) => (ids[name] ? never : who.viewer.personId))
      const plain = ({ status, text }: typeof real) =>
        `${status} ${[...Object.values(ids), never].reduce((rest, id) => rest.replaceAll(id, '…'), still(text))}`
      if (plain(real) !== plain(none)) told.push(`${who.name} ${route.method} ${route.path}`)
    }
  }
  return told
}

const mails = async (): Promise<string[]> => {
  const folder = path.join(stage.folder, 'mail')
  const names = await readdir(folder).catch(() => [])
  return Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')))
}

test('INV-04: nobody but the two learns that they are a pair: before, while, and after', {
  timeout: 600_000,
}, async ({ annotate }) => {
  const { liz, leslie, ben, nobody } = stage.cast
  const { db } = stage.platform
  const before = await figures()
  const expectUnknown = async (who?: readonly Person[]) => {
    expect(await found(who)).toEqual([])
    const now = await figures()
    expect([...now].filter(([where, text]) => before.get(where) !== text).map(([where]) => where)).toEqual([])
  }

  // Offered, to Ben by mistake first.
  const { body: made } = await liz.post('/api/v1/coaching', {
    ...{ about: canary(), words: canary(), email: ben.email, name: canary() },
  })
  const cohortId = keep(made.id as CohortId)
  const url = `/api/v1/coaching/${cohortId}`
  const toBen = keep((await liz.get(url)).body.invited.id as InvitationId)
  const others = outsiders.filter((who) => who !== ben)
  expect(await found(others)).toEqual([])
  const again = { personId: leslie.viewer.personId, words: canary() }
  expect((await liz.send('PUT', `${url}/invitation`, { body: again })).status).toBe(204)
  const invitationId = keep((await liz.get(url)).body.invited.id as InvitationId)
  expect(invitationId).not.toBe(toBen)
  for (const id of [toBen, invitationId]) await mailInvitation(stage.platform, id)
  await expectUnknown()
  expect(await differences({ cohortId, invitationId })).toEqual([])

  // The mail tells whom it is for that somebody invites them, and no more.
  const sent = await mails()
  expect(sent).toHaveLength(1)
  expect(sent[0]).toContain(leslie.email)
  expect(sent[0]).not.toMatch(/coach|acompañ/i)
  for (const secret of secrets) expect(sent[0]).not.toContain(secret)
  const token = /invitation#([\w-]+)/.exec((sent[0] ?? '').replaceAll(/=\r?\n/g, ''))?.[1]
  expect((await nobody.post('/api/v1/invitations/accept', { token })).status).toBe(200)

  // Together: all that the two can do.
  const key = () => ({ clientKey: randomUUID() })
  const { body: grant } = await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId })
  keep(grant.id)
  const ids: Record<string, string> = {
    ...{ cohortId, invitationId },
    goalId: keep((await liz.post(`${url}/goals`, { body: canary(), ...key() })).body.id),
    stepId: keep(
      (await leslie.post(`${url}/steps`, { body: canary(), dueOn: '2027-01-15', ...key() })).body.id,
    ),
    entryId: keep(
      (await liz.post(`${url}/entries`, { kind: 'observe', body: canary(), clipId, ...key() })).body.id,
    ),
    threadId: keep(
      (
        await liz.post(`/api/v1/clips/${clipId}/threads`, {
          ...{ cohortId, kind: 'wonder', startMs: 0, body: canary(), ...key() },
        })
      ).body.id,
    ),
  }
  const met = await liz.post(`/api/v1/cohorts/${cohortId}/meetings`, {
    ...{
      startsOn: new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10),
      startsAt: '15:30',
      minutes: 60,
      mode: 'in person',
    },
    ...{ place: canary(), agenda: canary() },
  })
  expect(met.status).toBe(201)
  const asked = await liz.post(`/api/v1/cohorts/${cohortId}/assignments`, {
    ...{
      clipIds: [clipId],
      protocol: { key: 'notice-and-wonder' },
      forMeetingId: met.body.id,
      question: canary(),
    },
  })
  expect(asked.status).toBe(201)
  Object.assign(ids, { meetingId: keep(met.body.id), assignmentId: keep(asked.body.id) })
  await liz.get(`/api/v1/clips/${clipId}/playback`)
  await expectUnknown()
  expect(await differences(ids)).toEqual([])
  // None of what was tried did anything.
  for (const who of [liz, leslie]) {
    expect((await who.get(url)).body).toMatchObject({
      ...{
        goals: [{ id: ids.goalId }],
        steps: [{ id: ids.stepId }],
        entries: { items: [{ id: ids.entryId }] },
      },
    })
  }
  // Without this the search could be blind.
  expect((await found([leslie])).length).toBeGreaterThan(5)

  // Ended.
  expect((await leslie.delete(`/api/v1/cohorts/${cohortId}/members/me`)).status).toBe(204)
  await expectUnknown()
  expect(await differences(ids)).toEqual([])
  // To Liz it is now as to everybody else, but for what she said and was asked herself.
  expect((await liz.get(url)).status).toBe(404)

  const { rows } = await stage.platform.pool.query(
    'select what from audit where detail::text like any ($1::text[])',
    [[...secrets].map((secret) => `%${secret}%`)],
  )
  expect(rows).toEqual([])
  expect(await mails()).toHaveLength(1)
  expect(await db.selectFrom('coachingEntries').select('id').execute()).toHaveLength(1)
  await annotate(
    `${outsiders.length} outsiders, ${routes.length} routes, ${secrets.size} secrets, four times`,
  )
})
