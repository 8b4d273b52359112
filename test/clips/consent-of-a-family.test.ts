import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAudience } from '../../src/clips/open-audience.ts'
import { type ClipId, type ExemplarConsentId, type ExemplarId, newId } from '../../src/platform/ids.ts'
import { doDay, doPurge } from '../retention/do-jobs.ts'
import { holderOf } from '../retention/officer.ts'
import type { Person } from '../support/cast.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { another, doCopy, sourceOf } from './copy-contract.ts'

let stage: Stage
let officer: Person
beforeAll(async () => {
  stage = await openStage()
  officer = await holderOf(stage, 'privacy officer')
})
afterAll(() => stage.close())

const source = () => sourceOf(stage.platform, stage.cast.leslie, Buffer.from('a whole lesson'))
/** One that is there, and could be watched. */
async function madeOf(ofClipId: ClipId, part: object = {}): Promise<ClipId> {
  const { status, body } = await another(stage.cast.leslie, ofClipId, part)
  expect(status).toBe(201)
  await doCopy(stage.platform, body.id, ofClipId)
  await stage.platform.db.updateTable('clips').set({ state: 'ready' }).where('id', '=', body.id).execute()
  return body.id
}
const purge = (clipId: ClipId) =>
  stage.cast.leslie.send('PUT', `/api/v1/clips/${clipId}/purge`, { body: { confirm: true } })

/** As if it were an exemplar for the organisation. */
async function publish(clipId: ClipId): Promise<void> {
  const { viewer } = stage.cast.leslie
  const { organisationId, personId: ownerId } = viewer
  const { db } = stage.platform
  const [exemplarId, consentId] = [newId<ExemplarId>(), newId<ExemplarConsentId>()]
  const until = new Date(Date.now() + 86_400_000)
  const to = { kind: 'organisation', cohortId: null, siteId: null, districtId: null } as const
  await db
    .insertInto('exemplars')
    .values({
      ...{ organisationId, id: exemplarId, clipId, ownerId, nominatedBy: ownerId, clientKey: randomUUID() },
      ...{ reasons: ['clarity'], words: 'x', askedKind: 'organisation', title: 'x' },
    })
    .execute()
  await db
    .insertInto('exemplarConsents')
    .values({
      ...{ organisationId, id: consentId, exemplarId, ...to, showsName: true, until },
      ...{ endsOn: until.toISOString().slice(0, 10), textVersion: 1, textHash: Buffer.alloc(32) },
    })
    .execute()
  const audience = { clipId, ownerId, exemplarId, consentId, ...to, showsName: true, until }
  await db.transaction().execute((trx) => openAudience(trx, viewer, audience))
}

describe('a consent that is withdrawn of one of several clips of a recording', () => {
  /** One, one made of it, one made of that; and one of another recording. */
  async function family() {
    const first = await source()
    const second = await madeOf(first)
    const third = await madeOf(second, { inMs: 12_000, outMs: 15_000 })
    return { all: [first, second, third] as const, other: await source() }
  }
  const ledgerOf = async (clipId: ClipId) =>
    stage.platform.db
      .selectFrom('ledger')
      .select('detail')
      .where('clipId', '=', clipId)
      .where('what', '=', 'pause')
      .execute()
  const pausesOf = (clipId: ClipId) =>
    stage.platform.db.selectFrom('clipPauses').selectAll().where('clipId', '=', clipId).execute()

  test.each([0, 1, 2])('pauses all of them at once, whichever it was (%i), and no other', async (which) => {
    const { leslie, ana, maple } = stage.cast
    const { all, other } = await family()
    for (const clipId of [...all, other]) {
      await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
      expect((await ana.get(`/api/v1/clips/${clipId}`)).body.state).toBe('ready')
    }
    const asked = all[which] as ClipId
    const { status, body } = await leslie.post(`/api/v1/clips/${asked}/consent-withdrawals`, {
      party: 'guardian',
    })
    expect(status).toBe(201)
    for (const clipId of all) {
      expect((await ana.get(`/api/v1/clips/${clipId}`)).body.state).toBe('paused')
      expect((await ana.get(`/api/v1/clips/${clipId}/playback`)).body.code).toBe('paused')
      const [pause, ...more] = await pausesOf(clipId)
      expect([pause?.reason, pause?.kind, more]).toEqual(['consent withdrawn', 'guardian', []])
      expect(pause?.id === body.id).toBe(clipId === asked)
      expect(await ledgerOf(clipId)).toMatchObject([{ detail: { pauseId: pause?.id } }])
    }
    expect((await ana.get(`/api/v1/clips/${other}`)).body.state).toBe('ready')
    // Each is settled on its own.
    const resolution = `/api/v1/clips/${asked}/pauses/${body.id}/resolution`
    expect((await leslie.send('PUT', resolution, { body: { resolution: 'withdrawn' } })).status).toBe(204)
    for (const clipId of all.filter((id) => id !== asked)) {
      expect((await pausesOf(clipId)).map(({ resolvedAt }) => resolvedAt)).toEqual([null])
    }
  })

  test('by a privacy officer pauses all of them, and each is audited', async () => {
    const { all } = await family()
    const { status } = await officer.post(`/api/v1/privacy/clips/${all[2]}/consent-withdrawals`, {
      party: 'student',
    })
    expect(status).toBe(201)
    const pauses = (await Promise.all(all.map(pausesOf))).flat()
    expect(pauses.map(({ clipId }) => clipId)).toEqual([...all])
    const audit = await stage.platform.db
      .selectFrom('audit')
      .select('detail')
      .where('what', '=', 'withdraw-consent')
      .execute()
    for (const { id: pauseId, clipId } of pauses)
      expect(audit).toContainEqual({ detail: { clipId, pauseId } })
  })

  test('ends what they were exemplars for', async () => {
    const { all, other } = await family()
    for (const clipId of [all[2], other]) await publish(clipId)
    await stage.cast.leslie.post(`/api/v1/clips/${all[0]}/consent-withdrawals`, { party: 'student' })
    const audiences = await stage.platform.db
      .selectFrom('clipAudiences')
      .select(['clipId', 'closedBecause'])
      .where('clipId', 'in', [all[2], other])
      .orderBy('clipId')
      .execute()
    expect(audiences).toEqual([
      { clipId: all[2], closedBecause: 'consent withdrawn' },
      { clipId: other, closedBecause: null },
    ])
  })

  test('reaches past one that was destroyed, also once nothing is left of that', async () => {
    const { leslie } = stage.cast
    const { platform } = stage
    const { all } = await family()
    await purge(all[0])
    const third = async () => (await pausesOf(all[2])).length
    await leslie.post(`/api/v1/clips/${all[1]}/consent-withdrawals`, { party: 'student' })
    expect([await third(), (await pausesOf(all[0])).length]).toEqual([1, 0])
    const later = await family()
    const [gone] = later.all
    await purge(gone)
    await doPurge(platform, gone)
    await sql`update clip_purges set done_at = now() - interval '3 years' where clip_id = ${gone}`.execute(
      platform.db,
    )
    await doDay(platform)
    expect(await platform.db.selectFrom('clips').select('id').where('id', '=', gone).execute()).toEqual([])
    await leslie.post(`/api/v1/clips/${later.all[1]}/consent-withdrawals`, { party: 'student' })
    expect(await pausesOf(later.all[2])).toHaveLength(1)
  })

  test('of two at once, while others are made, pauses every one of them, and nobody waits for ever', async () => {
    const { leslie } = stage.cast
    const { all } = await family()
    const answers = await Promise.all([
      ...all.map((clipId) =>
        leslie.post(`/api/v1/clips/${clipId}/consent-withdrawals`, { party: 'student' }),
      ),
      ...all.map((clipId) => another(leslie, clipId)),
      ...all.map((clipId) =>
        officer.post(`/api/v1/privacy/clips/${clipId}/consent-withdrawals`, { party: 'adult' }),
      ),
    ])
    const made = answers.slice(3, 6)
    for (const { status } of made) expect([201, 409]).toContain(status)
    for (const { status } of [...answers.slice(0, 3), ...answers.slice(6)]) expect(status).toBe(201)
    for (const { status, body } of made) {
      if (status === 201) expect((await pausesOf(body.id)).length).toBeGreaterThan(0)
    }
    for (const clipId of all) expect(await pausesOf(clipId)).toHaveLength(6)
  })
})
