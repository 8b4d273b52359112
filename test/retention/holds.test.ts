import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepObjects } from '../../src/clips/sweep-objects.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { orderPurge } from '../../src/retention/order-purge.ts'
import type { Person } from '../support/cast.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { doMails, doPurge } from './do-jobs.ts'
import { holderOf } from './officer.ts'
import { keysOf, ledgerOf, purge } from './purge-contract.ts'

let stage: Stage
let officer: Person
beforeAll(async () => {
  stage = await openStage()
  officer = await holderOf(stage, 'privacy officer')
})
afterAll(() => stage.close())

const url = (clipId: string) => `/api/v1/privacy/clips/${clipId}/hold`
const hold = (who: Person, clipId: string, body: object = { basis: 'Case 17' }) =>
  who.send('PUT', url(clipId), { body })
const mails = async () => {
  const folder = `${stage.folder}/mail`
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.eml'))
  return Promise.all(files.toSorted().map((file) => readFile(`${folder}/${file}`, 'utf8')))
}
const isWhole = async (clipId: ClipId) => {
  const keys = await keysOf(stage.platform, clipId)
  for (const key of keys) expect(await stage.platform.store.size(key)).toBeDefined()
  return keys.length > 0
}

describe('a legal hold', () => {
  test('INV-20: is a privacy officer’s alone, within the organisation, and gives nobody a view', async () => {
    const { leslie, ana, ben, dana, eve, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie, { title: 'Canary' })
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    const everybody = [leslie, ana, ben, dana, eve, officer]
    const watchers = () =>
      Promise.all(
        everybody.map(async (who) => [
          (await who.get(`/api/v1/clips/${clipId}`)).status,
          (await who.get(`/api/v1/clips/${clipId}/playback`)).status,
          (await who.get('/api/v1/clips')).body.items.some(({ id }: { id: string }) => id === clipId),
        ]),
      )
    const before = await watchers()
    for (const who of [leslie, ana, dana, eve]) {
      expect((await hold(who, clipId)).status).toBe(403)
      expect((await who.delete(url(clipId))).status).toBe(403)
      expect((await who.get('/api/v1/privacy/holds')).status).toBe(403)
    }
    const elsewhere = await holderOf(stage, 'privacy officer', eve.viewer.organisationId)
    for (const [who, id] of [
      [elsewhere, clipId],
      [officer, randomUUID()],
    ] as const) {
      expect((await hold(who, id)).status).toBe(404)
      expect((await who.delete(url(id))).status).toBe(404)
    }
    for (const body of [{}, { basis: ' ' }, { basis: 'x', title: true }]) {
      expect((await hold(officer, clipId, body)).status).toBe(400)
    }
    const { status, body } = await hold(officer, clipId)
    expect([status, body]).toEqual([
      200,
      { clipId, basis: 'Case 17', tellsOwner: true, placedAt: body.placedAt },
    ])
    expect(await watchers()).toEqual(before)
    const listed = await officer.get('/api/v1/privacy/holds')
    expect(listed.body.items).toContainEqual(body)
    expect(JSON.stringify(listed.body)).not.toContain('Canary')
    expect((await elsewhere.get('/api/v1/privacy/holds')).body.items).toEqual([])
  })

  test('INV-20: twice at once is one hold, told of once, and lifted once', async () => {
    const { leslie } = stage.cast
    const { platform } = stage
    await doMails(platform)
    const told = (await mails()).length
    const clipId = await readyClipOf(platform, leslie, { title: 'Canary' })
    const answers = await Promise.all(Array.from({ length: 4 }, () => hold(officer, clipId)))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.placedAt}`)).size).toBe(1)
    expect(await ledgerOf(platform, clipId)).toEqual(['hold'])
    await Promise.all([officer.delete(url(clipId)), officer.delete(url(clipId))])
    expect(await ledgerOf(platform, clipId)).toEqual(['hold', 'lift hold'])
    await doMails(platform)
    const sent = (await mails()).slice(told)
    expect(sent).toHaveLength(2)
    for (const mail of sent) {
      expect(mail).toContain('leslie@here.example')
      expect(mail).not.toMatch(/Canary|Case 17/)
    }
  })

  test('INV-20: delays a purge: its owner is refused, and can do it once the hold is lifted', async () => {
    const { leslie } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    await hold(officer, clipId)
    const { status, body } = await purge(leslie, clipId)
    expect([status, body.code]).toEqual([409, 'on-hold'])
    const other = await officer.send('PUT', `/api/v1/privacy/clips/${clipId}/purge`, {
      body: { confirm: true },
    })
    expect([other.status, other.body.code]).toEqual([409, 'on-hold'])
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).status).toBe(200)
    await officer.delete(url(clipId))
    expect((await purge(leslie, clipId)).status).toBe(202)
  })

  test('INV-20: that the owner may not know of is nowhere to be seen, and keeps the bytes all the same', async () => {
    const { leslie } = stage.cast
    const { platform } = stage
    await doMails(platform)
    const clipId = await readyClipOf(platform, leslie)
    const before = (await leslie.get(`/api/v1/clips/${clipId}/retention`)).body
    await hold(officer, clipId, { basis: 'Sealed order', tellsOwner: false })
    expect(await ledgerOf(platform, clipId)).toEqual([])
    expect(await doMails(platform)).toBe(0)
    expect((await leslie.get(`/api/v1/clips/${clipId}/retention`)).body).toEqual(before)

    expect((await purge(leslie, clipId)).status).toBe(202)
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
    await doPurge(platform, clipId)
    await sweepObjects(platform.db, platform.store, { unsettledHours: 12, retiredHours: 0 })
    expect(await isWhole(clipId)).toBe(true)
    expect((await leslie.get(`/api/v1/purges/${clipId}`)).body.state).toBe('ordered')

    await officer.delete(url(clipId))
    expect(await ledgerOf(platform, clipId)).toEqual(['purge', 'lift hold'])
    const waiting = await platform.db
      .selectFrom('outbox')
      .select('payload')
      .where('job', '=', 'clips.purge')
      .execute()
    expect(waiting.filter(({ payload }) => (payload as { clipId: string }).clipId === clipId)).toHaveLength(2)
    await doPurge(platform, clipId)
    expect((await leslie.get(`/api/v1/purges/${clipId}`)).body.state).toBe('done')
    expect(await ledgerOf(platform, clipId)).toEqual(['purge', 'lift hold', 'purged'])
  })

  test('keeps the clip of somebody who deletes their account, until it is lifted', async () => {
    const { leslie } = stage.cast
    const { platform } = stage
    const clipId = await readyClipOf(platform, leslie)
    await hold(officer, clipId)
    const { organisationId, personId } = leslie.viewer
    const clip = { id: clipId, organisationId, ownerId: personId }
    await platform.db.transaction().execute((trx) => orderPurge(trx, clip, 'account deleted', null))
    await doPurge(platform, clipId)
    expect(await isWhole(clipId)).toBe(true)
    await officer.delete(url(clipId))
    await doPurge(platform, clipId)
    expect(await keysOf(platform, clipId)).toEqual([])
  })

  test('keeps what was replaced, too', async () => {
    const { platform, cast } = stage
    const clipId = await readyClipOf(platform, cast.leslie)
    await hold(officer, clipId)
    await platform.db
      .updateTable('renditions')
      .set({ retiredAt: new Date(Date.now() - 3 * 86_400_000) })
      .where('clipId', '=', clipId)
      .execute()
    const before = await keysOf(platform, clipId)
    await sweepObjects(platform.db, platform.store)
    expect(await keysOf(platform, clipId)).toEqual(before)
    await officer.delete(url(clipId))
    await sweepObjects(platform.db, platform.store)
    expect(await keysOf(platform, clipId)).toHaveLength(before.length - 1)
  })

  test('comes too late for what was ordered before', async () => {
    const { leslie } = stage.cast
    const clipId = await clipOf(stage.platform, leslie)
    await purge(leslie, clipId)
    const { status, body } = await hold(officer, clipId)
    expect([status, body.code]).toEqual([409, 'purged'])
  })

  test('at once with a purge: one of them stands, and never both', async () => {
    const { leslie } = stage.cast
    for (let n = 0; n < 8; n++) {
      const clipId = await clipOf(stage.platform, leslie)
      const [ordered, held] = await Promise.all([purge(leslie, clipId), hold(officer, clipId)])
      expect([
        [202, 409],
        [409, 200],
      ]).toContainEqual([ordered.status, held.status])
      await doPurge(stage.platform, clipId)
      if (held.status === 200) expect(await isWhole(clipId)).toBe(true)
      else expect(await keysOf(stage.platform, clipId)).toEqual([])
    }
  })
})
