import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepPlaybacks } from '../../src/clips/sweep-playbacks.ts'
import { chainStart } from '../../src/platform/db/hash-chain.ts'
import type { ClipId, PlaybackId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { playOf, renditionOf } from '../support/play.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const plays = (clipId: ClipId) =>
  stage.platform.db
    .selectFrom('ledger')
    .selectAll()
    .where('clipId', '=', clipId)
    .where('what', '=', 'play')
    .orderBy('seq')
    .execute()
const playbacks = async (clipId: ClipId) =>
  (await stage.platform.db.selectFrom('playbacks').select('id').where('clipId', '=', clipId).execute()).length

async function sharedClip(): Promise<ClipId> {
  const { leslie, maple } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie)
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  return clipId
}

const pause = (clipId: ClipId, who: Person) =>
  stage.platform.db
    .insertInto('clipPauses')
    .values({
      ...{ organisationId: who.viewer.organisationId, id: randomUUID() as never, clipId, words: null },
      ...{ reason: 'concern', kind: 'tone', raisedBy: who.viewer.personId, actBy: null },
      ...{ resolvedBy: null, resolvedAt: null, resolution: null },
    })
    .execute()

describe('INV-11, INV-12: a play', () => {
  test('is one row in the ledger: who, and through which cohort; the owner through none', async () => {
    const { leslie, ana, maple } = stage.cast
    const clipId = await sharedClip()
    await playOf(leslie, clipId)
    await playOf(ana, clipId)
    const rows = await plays(clipId)
    expect(rows.map(({ personId, cohortId, detail }) => [personId, cohortId, detail])).toEqual([
      [leslie.viewer.personId, null, null],
      [ana.viewer.personId, maple, null],
    ])
    expect(await playbacks(clipId)).toBe(2)
  })

  test('is told with the cohort it was shared with first, where there are several', async () => {
    const { leslie, ana, maple, oak } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    const { organisationId, personId } = leslie.viewer
    await stage.platform.db
      .insertInto('memberships')
      .values({ organisationId, cohortId: oak, personId, part: 'participant' })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: oak })
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    await playOf(ana, clipId)
    expect((await plays(clipId)).map(({ cohortId }) => cohortId)).toEqual([oak])
  })

  test('adds nothing more, however much of it is fetched, looked at again, or asked for its head', async () => {
    const { ana } = stage.cast
    const clipId = await sharedClip()
    const playback = await playOf(ana, clipId)
    const media = await renditionOf(ana, playback)
    for (const range of ['bytes=0-1', 'bytes=2-', 'bytes=0-']) await ana.get(media, { range })
    await ana.get(media.replace('mp4', 'm3u8'))
    await ana.get(playback.posterUrl ?? '')
    const again = await ana.get(`/api/v1/clips/${clipId}/playbacks/${playback.id}`)
    expect([again.status, again.body]).toEqual([200, playback])
    expect((await ana.send('HEAD', `/api/v1/clips/${clipId}/playback`)).status).toBe(404)
    await ana.get(`/api/v1/clips/${clipId}`)
    await ana.fetch(`/clips/${clipId}`, { headers: { accept: 'text/html' } })
    expect(await plays(clipId)).toHaveLength(1)
    expect(await playbacks(clipId)).toBe(1)
  })

  test('that is refused adds none', async () => {
    const { leslie, ana, ben, dana, eve, nobody } = stage.cast
    const clipId = await sharedClip()
    const unready = await clipOf(stage.platform, leslie)
    const address = `/api/v1/clips/${clipId}/playback`
    for (const stranger of [ben, dana, eve]) expect((await stranger.get(address)).status).toBe(404)
    expect((await nobody.get(address)).status).toBe(401)
    expect((await leslie.get(`/api/v1/clips/${unready}/playback`)).body.code).toBe('not-watchable')
    await pause(clipId, ana)
    expect([(await ana.get(address)).status, (await leslie.get(address)).status]).toEqual([409, 200])
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    expect((await ana.get(address)).status).toBe(404)
    expect((await plays(clipId)).map(({ personId }) => personId)).toEqual([leslie.viewer.personId])
    expect([await plays(unready), await playbacks(unready)]).toEqual([[], 0])
    const heads = await stage.platform.db
      .selectFrom('ledgerHeads')
      .select('seq')
      .where('clipId', '=', unready)
      .execute()
    expect(heads).toEqual([])
  })

  test('ten at once are ten rows in one unbroken chain', async () => {
    const { leslie, ana, liz } = stage.cast
    const clipId = await sharedClip()
    const before = await stage.platform.db
      .selectFrom('ledger')
      .select('seq')
      .where('clipId', '=', clipId)
      .execute()
    await Promise.all([...Array(10).keys()].map((n) => playOf([leslie, ana, liz][n % 3] ?? ana, clipId)))
    expect(await plays(clipId)).toHaveLength(10)
    const all = await stage.platform.db
      .selectFrom('ledger')
      .selectAll()
      .where('clipId', '=', clipId)
      .orderBy('seq')
      .execute()
    expect(all.map(({ seq }) => seq)).toEqual([...Array(before.length + 10).keys()].map((n) => n + 1))
    all.forEach((row, n) => {
      expect(row.previousHash).toEqual(all[n - 1]?.hash ?? chainStart)
    })
  })

  test('and a withdrawal at once: whoever came too late is refused, and nothing is half written', async () => {
    const { leslie, ana } = stage.cast
    for (let round = 0; round < 5; round++) {
      const clipId = await sharedClip()
      const asked = [...Array(6).keys()].map(() => ana.get(`/api/v1/clips/${clipId}/playback`))
      await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
      const granted = (await Promise.all(asked)).filter(({ status }) => status === 200)
      expect([(await plays(clipId)).length, await playbacks(clipId)]).toEqual([
        granted.length,
        granted.length,
      ])
      for (const { body } of granted) expect((await ana.get(body.playlistUrl)).status).toBe(404)
    }
  })
})

describe('what a playback names', () => {
  test('is there for its viewer alone, and for its clip alone', async () => {
    const { leslie, ana, liz } = stage.cast
    const [clipId, other] = [await sharedClip(), await sharedClip()]
    const playback = await playOf(ana, clipId)
    const media = await renditionOf(ana, playback)
    const random = await ana.get(media.replace(playback.id, randomUUID()))
    expect(random.status).toBe(404)
    for (const someone of [leslie, liz]) {
      for (const path of [media, playback.playlistUrl, `/api/v1/clips/${clipId}/playbacks/${playback.id}`]) {
        const { status, body } = await someone.get(path)
        expect([status, body.code, body.detail]).toEqual([404, 'not-found', random.body.detail])
      }
    }
    const elsewhere = (await playOf(ana, other)).id
    expect((await ana.get(media.replace(playback.id, elsewhere))).status).toBe(404)
    expect((await ana.get(media)).status).toBe(200)
  })

  test('ends after twelve hours with a 410, and goes on under a new playback', async () => {
    const { ana } = stage.cast
    const clipId = await sharedClip()
    const playback = await playOf(ana, clipId)
    const media = await renditionOf(ana, playback)
    await age(playback.id, '11 hours 59 minutes')
    expect((await ana.get(media)).status).toBe(200)
    await age(playback.id, '12 hours 1 minute')
    for (const path of [media, playback.playlistUrl]) {
      const { status, body } = await ana.get(path)
      expect([status, body.code]).toEqual([410, 'playback-ended'])
    }
    expect((await ana.get(await renditionOf(ana, await playOf(ana, clipId)))).status).toBe(200)
  })

  test('is not there once the clip was cut, nor are the pictures of the cut before', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    const playback = await playOf(ana, clipId)
    const media = await renditionOf(ana, playback)
    const own = await renditionOf(leslie, await playOf(leslie, clipId))
    await stage.platform.db.updateTable('clips').set({ cutNo: 2 }).where('id', '=', clipId).execute()
    for (const path of [media, playback.playlistUrl, playback.posterUrl ?? '']) {
      expect([path, (await ana.get(path)).status]).toEqual([path, 404])
    }
    expect((await leslie.get(own)).status).toBe(404)
    // A new playback plays the new cut, and does not open what was before it.
    const fresh = await playOf(ana, clipId)
    expect((await ana.get(media.replace(playback.id, fresh.id))).status).toBe(404)
  })

  test('holds the storyboard too: its sheets are no posters', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    await stage.platform.db
      .updateTable('stills')
      .set({ kind: 'storyboard', tiles: 4, tileWidth: 160, tileHeight: 90, tileColumns: 2, everyMs: 15_000 })
      .where('clipId', '=', clipId)
      .execute()
    const playback = await playOf(ana, clipId)
    const { body: vtt } = await ana.get(playback.storyboardUrl ?? '')
    const [, sheet] = /^stills\/(\S+)#xywh/m.exec(vtt) ?? []
    const folder = playback.playlistUrl.replace('/master.m3u8', '')
    expect((await ana.get(`${folder}/stills/${sheet}`)).status).toBe(200)
    expect((await ana.get(`/media/clips/${clipId}/stills/${sheet}`)).status).toBe(404)
    expect((await leslie.get(`${folder}/stills/${sheet}`)).status).toBe(404)
  })

  test('leaves the database once it is older than two days', async () => {
    const { ana } = stage.cast
    const clipId = await sharedClip()
    const [old, recent] = [await playOf(ana, clipId), await playOf(ana, clipId)]
    await age(old.id, '2 days 1 minute')
    await age(recent.id, '1 day 23 hours')
    expect(await sweepPlaybacks(stage.platform.db)).toBe(1)
    expect((await ana.get(old.playlistUrl)).status).toBe(404)
    expect((await ana.get(recent.playlistUrl)).status).toBe(410)
    // The ledger keeps what it told.
    expect(await plays(clipId)).toHaveLength(2)
  })
})

const age = (id: PlaybackId, by: string) =>
  sql`update playbacks set granted_at = now() - ${by}::interval where id = ${id}`.execute(stage.platform.db)
