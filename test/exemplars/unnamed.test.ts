import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composeDigest } from '../../src/notices/compose-digest.ts'
import type { Notice } from '../../src/notices/schemas.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { addressesOf, ask, type Route, routesOf } from '../promises/crawl.ts'
import { knownIds } from '../promises/known-ids.ts'
import type { Person } from '../support/cast.ts'
import { exemplarOf, type PlacedExemplar, termOf } from '../support/exemplars.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { assignmentOf } from '../support/staged-talk.ts'

let stage: Stage
/** Stands wherever the owner is named. */
const name = `Canary${randomBytes(6).toString('hex')}`
let exemplar: PlacedExemplar
let reading: Route[]
beforeAll(async () => {
  stage = await openStage()
  const { leslie, ana, liz, ben, oak } = stage.cast
  const { platform } = stage
  await platform.db.updateTable('people').set({ name }).where('id', '=', leslie.viewer.personId).execute()
  exemplar = await exemplarOf(platform, leslie, {
    ...{ by: liz, showsName: false, title: 'Waiting', goal: 'They explain', questions: ['When?'] },
    termIds: [await termOf(platform, liz, { kind: 'practice', name: 'Waiting long' })],
  })
  const { id, clipId } = exemplar
  await leslie.send('PUT', `/api/v1/clips/${clipId}/captions/en`, {
    body: { cues: [{ startMs: 0, endMs: 1_000, text: 'What do you see?' }] },
  })
  await leslie.patch(`/api/v1/exemplars/${id}`, { goal: 'They explain to each other' })
  await leslie.post(`/api/v1/exemplars/${id}/notes`, {
    ...{ startMs: 1_000, body: 'Here they turn to each other.', cutNo: 1, clientKey: randomUUID() },
  })
  const assignment = await assignmentOf(platform, { by: ben, cohortId: oak, clipIds: [clipId], due: 600 })
  expect((await say(ben, clipId, 'we saw them wait')).body.stageId).toBe(assignment.stages[0])
  const { body: thread } = await say(ana, clipId, 'so did I')
  await ben.post(`/api/v1/threads/${thread.id}/comments`, { body: 'and then?', clientKey: randomUUID() })
  await ana.post(`/api/v1/threads/${thread.id}/comments`, {
    body: 'then they wrote',
    clientKey: randomUUID(),
  })
  await ana.get(`/api/v1/clips/${clipId}/playback`)
  await ben.get(`/api/v1/clips/${clipId}/playback`)
  await ben.post(`/api/v1/clips/${clipId}/notes`, { body: 'mine', startMs: 5, clientKey: randomUUID() })
  await sql`
    insert into collections (organisation_id, id, title, client_key, created_by)
    values (${liz.viewer.organisationId}, ${randomUUID()}, 'Openings', 'one', ${liz.viewer.personId})`.execute(
    platform.db,
  )
  await sql`
    insert into collection_items (organisation_id, collection_id, exemplar_id, position, added_by)
    select organisation_id, id, ${id}, 0, created_by from collections`.execute(platform.db)
  // Pages are no part of the API, and carry what they show first.
  const pages = [
    '/',
    `/clips/{clipId}`,
    '/exemplars',
    '/exemplars/{exemplarId}',
    '/exemplars/mine',
    '/assignments/{assignmentId}',
  ]
  reading = [
    ...(await routesOf(stage.cast.nobody)).filter(({ method }) => method === 'GET'),
    ...pages.map((path) => ({ method: 'GET', path, operation: {} })),
  ]
})
afterAll(() => stage.close())

const say = (who: Person, clipId: ClipId, body: string) =>
  who.post(`/api/v1/clips/${clipId}/threads`, {
    ...{ cohortId: stage.cast.oak, kind: 'notice', body, startMs: 1_000, clientKey: randomUUID() },
  })

describe('INV-16: the owner of an exemplar who asked not to be named', () => {
  test('is named to nobody of the audience, by name or id, on any route', { timeout: 300_000 }, async ({
    annotate,
  }) => {
    const { leslie, ben } = stage.cast
    const ownerId = leslie.viewer.personId
    const idsFor = await knownIds(stage.platform.db)
    const told: string[] = []
    let asked = 0
    let seen = 0
    for (const route of reading) {
      for (const address of addressesOf(route, idsFor)) {
        const { status, text } = await ask(ben, 'GET', address)
        asked += 1
        if (text.includes(exemplar.clipId)) seen += 1
        if (text.includes(name)) told.push(`the name: GET ${address}`)
        // An answer says again what was asked for.
        if (text.includes(ownerId) && !address.includes(ownerId)) told.push(`the id: GET ${address}`)
        expect([address, status >= 500]).toEqual([address, false])
      }
    }
    expect(told).toEqual([])
    // Had the clip stood nowhere, nobody could have been named beside it.
    expect(seen).toBeGreaterThan(12)
    await annotate(`${asked} answers of ${reading.length} routes, ${seen} of them about the clip`)
  })

  test('where it would have stood', async () => {
    const { ben, ana } = stage.cast
    const { id, clipId } = exemplar
    const [clip, captions, shown, assignments, news] = await Promise.all(
      [
        `clips/${clipId}`,
        `clips/${clipId}/captions`,
        `exemplars/${id}`,
        `clips/${clipId}/assignments`,
        'news',
      ].map(async (path) => (await ben.get(`/api/v1/${path}`)).body),
    )
    expect([clip.owner, shown.owner, shown.asked]).toEqual([null, null, null])
    expect(captions.items).toMatchObject([{ language: 'en', madeBy: null }])
    const [assignment] = assignments.items
    expect([assignment.presenter, assignment.clips]).toMatchObject([null, [{ id: clipId, owner: null }]])
    expect(news.items[0].clip).toMatchObject({ id: clipId, owner: null })
    const { body: pack } = await ana.get(`/api/v1/assignments/${assignment.id}/pack`)
    expect(pack.moments[0].clip).toMatchObject({ id: clipId, owner: null })
    // The owner themselves, and those they share it with, are another matter.
    const { leslie, liz, maple } = stage.cast
    expect((await leslie.get(`/api/v1/exemplars/${id}`)).body.owner).toMatchObject({ name })
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    expect((await liz.get(`/api/v1/clips/${clipId}`)).body.owner).toMatchObject({ name })
    expect((await liz.get(`/api/v1/clips/${clipId}/captions`)).body.items).toMatchObject([
      { madeBy: { name } },
    ])
  })

  test('is in no mail either, however much mails say', async () => {
    const { ben } = stage.cast
    const { items } = (await ben.get('/api/v1/notices')).body as { items: Notice[] }
    expect(items.length).toBeGreaterThan(0)
    const mail = composeDigest({
      ...{ to: { name: 'Ben', address: ben.email }, messageId: 'one', unsubscribeToken: 'token' },
      ...{
        publicUrl: stage.baseUrl,
        zone: 'UTC',
        notices: items,
        meetings: [],
        further: 0,
        saysDetails: true,
      },
    })
    expect(`${mail.subject} ${mail.text}`).not.toContain(name)
    expect(mail.text).toContain('Ana')
  })

  test('nor anywhere by refusals, whatever the audience tries', async () => {
    const { ben, oak } = stage.cast
    const { id, clipId } = exemplar
    const answers = await Promise.all([
      ben.post(`/api/v1/clips/${clipId}/grants`, { cohortId: oak }),
      ben.post(`/api/v1/clips/${clipId}/downloads`),
      ben.put(`/api/v1/clips/${clipId}/withdrawal`),
      ben.patch(`/api/v1/clips/${clipId}`, { title: 'mine' }),
      ben.get(`/api/v1/clips/${clipId}/ledger`),
      ben.get(`/api/v1/clips/${clipId}/watchers`),
      ben.get(`/api/v1/exemplars/${id}/passport`),
      ben.delete(`/api/v1/exemplars/${id}/consent`),
      ben.put(`/api/v1/exemplars/${id}/refusal`),
    ])
    for (const { status, body } of answers) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(JSON.stringify(body)).not.toMatch(new RegExp(`${name}|${stage.cast.leslie.viewer.personId}`))
    }
  })
})
