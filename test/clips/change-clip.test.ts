import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forgetTitles } from '../../src/clips/forget-titles.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { listen } from '../support/listen.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

async function sharedClip(): Promise<ClipId> {
  const { leslie, maple } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie)
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  return clipId
}

describe('what an owner says about a clip', () => {
  test('is changed word by word, and read by whoever sees the clip', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    const url = `/api/v1/clips/${clipId}`
    expect((await leslie.get(url)).body).toMatchObject({ tried: null, question: null })
    const hers = await listen(ana, clipId)
    const { status, body } = await leslie.patch(url, {
      tried: ' I waited.\nTwice. ',
      question: 'Who speaks?',
    })
    expect([status, body.title, body.tried, body.question]).toEqual([
      ...[200, 'A lesson', 'I waited.\nTwice.', 'Who speaks?'],
    ])
    await hers.until('changed {"what":"clip"}')
    hers.close()
    expect((await ana.get(url)).body).toMatchObject({ tried: 'I waited.\nTwice.', question: 'Who speaks?' })
    await leslie.patch(url, { title: ' Wait time ', tried: ' \n ' })
    expect((await ana.get(url)).body).toMatchObject({
      ...{ title: 'Wait time', tried: null, question: 'Who speaks?' },
    })
    await leslie.patch(url, { question: null })
    expect((await leslie.patch(url, {})).body).toMatchObject({ title: 'Wait time', question: null })
  })

  test.each([
    [{ title: ' ' }],
    [{ title: null }],
    [{ tried: 'x'.repeat(2_001) }],
    [{ question: 5 }],
    [{ state: 'ready' }],
    [{ tried: 'a\u0000b' }],
  ])('is refused where it cannot be: %j', async (words) => {
    const { leslie } = stage.cast
    const clipId = await sharedClip()
    expect((await leslie.patch(`/api/v1/clips/${clipId}`, words)).status).toBe(400)
  })

  test('holds two thousand letters, of whatever script', async () => {
    const { leslie } = stage.cast
    const clipId = await sharedClip()
    const tried = '🙂'.repeat(2_000)
    expect((await leslie.patch(`/api/v1/clips/${clipId}`, { tried })).body.tried).toBe(tried)
  })

  test('is the owner’s alone, also while nobody else sees it; and of a destroyed clip nothing is left', async () => {
    const { leslie, ana, ben, eve } = stage.cast
    const clipId = await sharedClip()
    const url = `/api/v1/clips/${clipId}`
    expect((await ana.patch(url, { tried: 'x' })).status).toBe(403)
    for (const who of [ben, eve]) expect((await who.patch(url, { tried: 'x' })).status).toBe(404)
    await leslie.put(`${url}/withdrawal`)
    expect((await ana.patch(url, { tried: 'x' })).status).toBe(404)
    expect((await leslie.patch(url, { tried: 'mine', question: 'what?' })).status).toBe(200)
    const preparing = await clipOf(stage.platform, leslie)
    expect((await leslie.patch(`/api/v1/clips/${preparing}`, { tried: 'early' })).status).toBe(200)
    await forgetTitles(stage.platform.db, [preparing])
    expect((await leslie.get(`/api/v1/clips/${preparing}`)).body).toMatchObject({
      tried: null,
      question: null,
    })
    await leslie.send('PUT', `${url}/purge`, { body: { confirm: true } })
    expect((await leslie.patch(url, { tried: 'x' })).status).toBe(404)
  })

  test('of two who change different words at once, neither takes the other’s away', async () => {
    const { leslie } = stage.cast
    const clipId = await sharedClip()
    const url = `/api/v1/clips/${clipId}`
    await Promise.all([
      leslie.patch(url, { title: 'New' }),
      leslie.patch(url, { tried: 'this' }),
      leslie.patch(url, { question: 'that?' }),
    ])
    expect((await leslie.get(url)).body).toMatchObject({ title: 'New', tried: 'this', question: 'that?' })
  })
})

describe('the list of clips', () => {
  test('is of one cohort, of one’s own or of others, page by page', async () => {
    const { leslie, ana, ben, maple, oak } = stage.cast
    const { platform } = stage
    const [hers, alone, anas] = [
      await sharedClip(),
      await readyClipOf(platform, leslie),
      await readyClipOf(platform, ana),
    ]
    await ana.post(`/api/v1/clips/${anas}/grants`, { cohortId: oak })
    const ids = async (who: typeof leslie, query: string): Promise<string[]> =>
      (await who.get(`/api/v1/clips?limit=200&${query}`)).body.items.map(({ id }: { id: string }) => id)
    expect(await ids(leslie, `cohortId=${maple}`)).toContain(hers)
    expect(await ids(leslie, `cohortId=${maple}`)).not.toContain(alone)
    expect(await ids(leslie, 'owner=me')).toEqual(expect.arrayContaining([hers, alone]))
    expect(await ids(ana, 'owner=me')).toEqual([anas])
    expect(await ids(ana, 'owner=others')).toContain(hers)
    expect(await ids(ana, 'owner=others')).not.toContain(anas)
    expect(await ids(ana, `cohortId=${oak}&owner=me`)).toEqual([anas])
    expect(await ids(ben, `cohortId=${oak}`)).toEqual([anas])
    expect((await ana.get(`/api/v1/clips?cohortId=${oak}&owner=nobody`)).status).toBe(400)

    // What is there, and what is not, look the same to who is not in it.
    for (const cohortId of [maple, '0198c0de-0000-7000-8000-000000000000']) {
      const { status, body } = await ben.get(`/api/v1/clips?cohortId=${cohortId}`)
      expect([status, body.code]).toEqual([404, 'not-found'])
    }
    const [grant] = (await ana.get(`/api/v1/clips/${anas}`)).body.grants
    await ana.delete(`/api/v1/clips/${anas}/grants/${grant.id}`)
    expect([await ids(ana, `cohortId=${oak}`), await ids(ben, `cohortId=${oak}`)]).toEqual([[], []])
  })
})

describe('what the clips of an organisation take up', () => {
  test('is told to its administrators in counts and bytes, and of no other organisation', async () => {
    const own = await openStage()
    const { leslie, dana, eve, nobody } = own.cast
    try {
      const of = async (who: typeof dana) => (await who.get('/api/v1/administration/storage')).body
      expect(await of(dana)).toEqual({
        bytes: 0,
        originals: 0,
        renditions: 0,
        clips: 0,
        failedClips: 0,
        failures: [],
      })
      const given = { content: Buffer.alloc(100), original: Buffer.alloc(1_000) }
      const clipId = await readyClipOf(own.platform, leslie, given)
      await readyClipOf(own.platform, eve, given)
      const failed = await clipOf(own.platform, leslie, { original: Buffer.alloc(10) })
      await own.platform.db
        .updateTable('clips')
        .set({ state: 'failed', failureCode: 'not-media' })
        .where('id', '=', failed)
        .execute()
      const failures = [{ code: 'not-media', clips: 1 }]
      // A rendition and a poster of the same bytes.
      expect(await of(dana)).toEqual({
        ...{ bytes: 1_210, originals: 1_010, renditions: 200, clips: 2, failedClips: 1, failures },
      })
      await own.platform.db.updateTable('recordings').set({ originalGoneAt: new Date() }).execute()
      await leslie.send('PUT', `/api/v1/clips/${clipId}/purge`, { body: { confirm: true } })
      expect(await of(dana)).toEqual({
        bytes: 200,
        originals: 0,
        renditions: 200,
        clips: 1,
        failedClips: 1,
        failures,
      })
      for (const who of [leslie, eve]) {
        expect((await who.get('/api/v1/administration/storage')).status).toBe(403)
      }
      expect((await nobody.get('/api/v1/administration/storage')).status).toBe(401)
    } finally {
      await own.close()
    }
  })
})
