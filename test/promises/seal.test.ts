import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson } from '../../src/identity/add-person.ts'
import { writeToken } from '../../src/identity/create-token.ts'
import { newSecret } from '../../src/identity/token-secret.ts'
import { sendDigest } from '../../src/notices/send-digest.ts'
import { type ClipId, type DigestId, newId } from '../../src/platform/ids.ts'
import { type Assigned, assignmentOf, closeIn, join, reply, start } from '../support/assignments.ts'
import { Person, password } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { exportOf } from '../support/exports.ts'
import { listen } from '../support/listen.ts'
import { mailsTo } from '../support/mails.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { addressesOf, ask, type Route, routesOf } from './crawl.ts'
import { knownIds } from './known-ids.ts'

let stage: Stage
let cara: Person
let clipId: ClipId
let assigned: Assigned
let routes: Route[]
beforeAll(async () => {
  stage = await openStage()
  const { leslie, ana, ben, liz, maple, nobody } = stage.cast
  const { db } = stage.platform
  const { organisationId } = leslie.viewer
  const email = 'cara@here.example'
  const personId = await addPerson(db, { organisationId, name: 'Cara', email, roles: ['teacher'], password })
  const token = newSecret('itl')
  await writeToken(db, { organisationId, personId }, 'tests', token)
  cara = new Person(stage.baseUrl, 'Cara', email, { organisationId, personId }, token)
  await join(db, ben, maple)
  await join(db, cara, maple)
  const pages = ['/', '/clips/{clipId}', '/me'].map((path) => ({ method: 'GET', path, operation: {} }))
  routes = [...(await routesOf(nobody)), ...pages].filter(({ method }) => method === 'GET')
  clipId = await readyClipOf(stage.platform, leslie)
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  // Talk that is older than the seal: in it all take part, so that it stands in everybody's export.
  const { body: old } = await start(leslie, clipId, maple, { body: 'older than the seal' })
  for (const who of [ana, ben, cara]) await reply(who, old.id, { body: `older, from ${who.name}` })
  oldThread = old.id
  assigned = await assignmentOf(db, liz, { cohortId: maple, clipIds: [clipId], at: 10 })
}, 60_000)
afterAll(() => stage.close())
let oldThread: string

/** Every address that can be read, with every id that there is now. */
async function everyAddress(): Promise<string[]> {
  const idsFor = await knownIds(stage.platform.db)
  return routes.flatMap((route) => addressesOf(route, idsFor))
}

/** What a person is answered on each address, and what their export holds. */
async function allAnswers(who: Person, addresses: readonly string[]): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  for (const address of addresses) {
    const { status, text } = await ask(who, 'GET', address)
    expect([address, status < 500]).toEqual([address, true])
    answers.set(address, `${status} ${text.slice(text.indexOf('\n\n'))}`)
  }
  return answers
}

/** The words of a digest that is sent to somebody now, of an organisation whose mails say what they are about. */
async function mailedTo(who: Person): Promise<string> {
  const { organisationId, personId } = who.viewer
  const { db } = stage.platform
  const id = newId<DigestId>()
  const since = new Date()
  await db
    .insertInto('digests')
    .values({ organisationId, id, personId, slot: `tried ${id}`, since, until: since })
    .execute()
  await sendDigest(stage.platform, id, new Date(Date.now() + 1_000))
  return (await mailsTo(stage, who.email)).join('\n')
}

async function exportedBy(who: Person): Promise<string> {
  const files = await exportOf(stage.platform, who)
  return [...files.values()].map((bytes) => bytes.toString('utf8')).join('\n')
}

test('INV-24: what is sealed is nowhere, in no word and in no count, until its reader wrote, or its time came', {
  timeout: 300_000,
}, async ({ annotate }) => {
  const { leslie, ana, ben, liz, dana, eve, maple } = stage.cast
  const bystanders = [dana, eve]

  await sql`update organisations set mail_says = 'details'`.execute(stage.platform.db)

  // What the two who have not written are answered while nobody has; asked twice, to know what changes by itself.
  const before = await everyAddress()
  const first = new Map<Person, Map<string, string>>()
  const steady = new Map<Person, string[]>()
  for (const who of [ana, cara]) {
    const [once, twice] = [await allAnswers(who, before), await allAnswers(who, before)]
    first.set(who, twice)
    steady.set(
      who,
      before.filter(
        (address) =>
          // Each minute that a token is used changes when it was last.
          !/^\/api\/(auth\/|v1\/tokens)/.test(address) && once.get(address) === twice.get(address),
      ),
    )
  }
  const streams = new Map<Person, Awaited<ReturnType<typeof listen>>>()
  for (const who of [ana, cara]) streams.set(who, await listen(who, clipId))

  const canaries: string[] = []
  const plant = () => {
    const text = `sealed${randomUUID().replaceAll('-', '')}`
    canaries.push(text)
    return text
  }
  const mentions = [ana, cara].map(({ viewer }) => viewer.personId)
  const { body: bens } = await start(ben, clipId, maple, { body: plant(), mentions })
  await reply(ben, oldThread, { body: plant(), mentions })
  await reply(leslie, bens.id, { body: plant() })
  await reply(liz, oldThread, { body: plant() })
  await start(liz, clipId, maple, { body: plant(), kind: 'wonder' })
  await start(ben, clipId, maple, { body: plant(), kind: 'wonder' })
  const { body: deleted } = await start(ben, clipId, maple, { body: 'deleted again' })
  await reply(leslie, deleted.id, { body: plant() })
  await ben.delete(`/api/v1/comments/${deleted.comments[0].id}`)
  await ben.put(`/api/v1/threads/${bens.id}/resolution`)
  await ben.put(`/api/v1/threads/${bens.id}/bringing`)
  await liz.put(`/api/v1/comments/${bens.comments[0].id}/thanks`)

  const seen = (answers: Iterable<string>) => {
    const all = [...answers].join('\n')
    return canaries.filter((text) => all.includes(text))
  }
  const seenBy = async (who: Person) => seen((await allAnswers(who, await everyAddress())).values())

  // Not a word of it, with the ids of all of it at hand, and not in the export.
  for (const who of [ana, cara]) {
    const answers = await allAnswers(who, await everyAddress())
    expect([who.name, seen(answers.values())]).toEqual([who.name, []])
    expect([who.name, seen([await exportedBy(who)])]).toEqual([who.name, []])
    expect([who.name, seen([await mailedTo(who)])]).toEqual([who.name, []])
    // And nothing that they were answered before is another now: no count, no order, no time betrays it.
    const changed = (steady.get(who) ?? []).filter(
      (address) => answers.get(address) !== first.get(who)?.get(address),
    )
    expect([who.name, changed]).toEqual([who.name, []])
  }
  for (const who of bystanders) expect([who.name, await seenBy(who)]).toEqual([who.name, []])
  // It is there, though: for who wrote, whose clip it is, and who runs the cohort.
  for (const who of [ben, leslie, liz]) expect([who.name, await seenBy(who)]).toEqual([who.name, canaries])
  expect(seen([await exportedBy(ben)]).length).toBeGreaterThan(3)
  expect(seen([await mailedTo(ben)]).length).toBeGreaterThan(0)

  // Ana writes, and reads all of it; Cara, who did not, still nothing.
  const { body: own } = await start(ana, clipId, maple, { body: 'Ana’s own first look' })
  expect(await seenBy(ana)).toEqual(canaries)
  expect(seen([await exportedBy(ana)])).toHaveLength(2)
  expect(await seenBy(cara)).toEqual([])
  expect(seen([await exportedBy(cara)])).toEqual([])

  // What she wrote she may delete, and nothing shuts.
  await ana.delete(`/api/v1/comments/${own.comments[0].id}`)
  expect(await seenBy(ana)).toEqual(canaries)

  // Nobody told the two that anything happened, but Ana of her own post and of what came after it.
  const told = 'changed {"what":"talk"}'
  expect(await streams.get(ana)?.next()).toBe(told)
  await leslie.patch(`/api/v1/clips/${clipId}`, { title: 'Another title' })
  expect(await streams.get(cara)?.next()).toBe('changed {"what":"clip"}')

  // At its time it opens for Cara too.
  await closeIn(stage.platform.db, assigned.stage('notice'), '-1 millisecond')
  expect(await seenBy(cara)).toEqual(canaries)
  expect(seen([await exportedBy(cara)])).toHaveLength(2)
  for (const stream of streams.values()) stream.close()
  await annotate(
    `${canaries.length} sealed posts, ${(await everyAddress()).length} addresses, ${steady.get(cara)?.length} of them compared`,
  )
})
