import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { addressesOf, shownClip } from '../support/shown-clip.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

/** Every answer of the API that tells something of a clip, as text with its headers. */
async function answersAbout(who: Person, clipId: ClipId, addresses: readonly string[]): Promise<string[]> {
  const api = [
    ...['', '/playback', '/threads', '/ledger'].map((part) => `/api/v1/clips/${clipId}${part}`),
    ...['/api/v1/clips', '/api/v1/ledger', '/api/v1/me', '/api/v1/cohorts', `/clips/${clipId}`],
  ]
  const answers: string[] = []
  for (const path of [...api, ...addresses]) {
    for (const method of ['GET', 'HEAD']) {
      const { headers, body } = await who.send(method, path, { headers: { accept: '*/*' } })
      answers.push(
        `${JSON.stringify([...headers])} ${typeof body === 'string' ? body : JSON.stringify(body)}`,
      )
    }
  }
  const started = await who.post(`/api/v1/clips/${clipId}/downloads`)
  answers.push(JSON.stringify(started.body))
  return answers
}

const addressesIn = (answers: readonly string[]): string[] => [
  ...new Set(
    answers.flatMap((text) => [...text.matchAll(/\/media\/clips\/[\w./-]+/g)].map(([found]) => found)),
  ),
]

describe('INV-10: what is in the store', () => {
  test('is named in no answer, to nobody, not even its owner', async () => {
    const { leslie, ana } = stage.cast
    const { clipId, all } = await shownClip(stage)
    const { db } = stage.platform
    const rows = [
      ...(await db.selectFrom('storedObjects').select('objectKey').where('clipId', '=', clipId).execute()),
      ...(await db.selectFrom('uploads').select('objectKey').where('clipId', '=', clipId).execute()),
    ]
    const parts = rows.flatMap(({ objectKey }) => [
      objectKey,
      ...objectKey.split('/').filter((part) => part.length >= 20 && part !== clipId),
    ])
    expect(parts.length).toBeGreaterThan(4)
    const own = await addressesOf(leslie, clipId)
    const answers = [
      ...(await answersAbout(ana, clipId, all)),
      ...(await answersAbout(leslie, clipId, own.all)),
    ]
    expect(answers.length).toBeGreaterThan(50)
    for (const part of parts) {
      const found = answers.filter((text) => text.includes(part))
      expect([part, found]).toEqual([part, []])
    }
  })

  test('is given to nobody who is not signed in, under whatever address was ever answered', async () => {
    const { ana, leslie, nobody } = stage.cast
    const { clipId, all } = await shownClip(stage)
    const own = await addressesOf(leslie, clipId)
    const answers = [
      ...(await answersAbout(ana, clipId, all)),
      ...(await answersAbout(leslie, clipId, own.all)),
    ]
    const addresses = new Set([...addressesIn(answers), ...all, ...own.all])
    expect(addresses.size).toBeGreaterThan(15)
    for (const address of addresses) {
      for (const headers of [{}, { authorization: 'Bearer itl_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }]) {
        expect([address, (await nobody.send('GET', address, { headers })).status]).toEqual([address, 401])
        expect([address, (await nobody.send('HEAD', address, { headers })).status]).toEqual([address, 401])
      }
    }
  })
})

describe('a viewer who tries', () => {
  test('the addresses of before finds nothing once the clip was taken back, until its owner brings it back', async () => {
    const { leslie, ana } = stage.cast
    const { clipId, all } = await shownClip(stage)
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    for (const address of all) expect([address, (await ana.get(address)).status]).toEqual([address, 404])
    await leslie.delete(`/api/v1/clips/${clipId}/withdrawal`)
    for (const address of all) expect([address, (await ana.get(address)).status]).toEqual([address, 200])
  })

  test('a guessed or a borrowed id finds nothing, and is told the same as of any', async () => {
    const { ana, ben } = stage.cast
    const { clipId, media, sheet, download, playback } = await shownClip(stage)
    const other = await shownClip(stage)
    const { db } = stage.platform
    const recording = await db
      .selectFrom('clips')
      .innerJoin('recordings', 'recordings.id', 'clips.recordingId')
      .select(['recordings.id', 'recordings.uploadId', 'recordings.objectKey'])
      .where('clips.id', '=', clipId)
      .executeTakeFirstOrThrow()
    const rendition = media.split('/renditions/')[1]?.split('/')[0] ?? ''
    const still = sheet.split('/stills/')[1] ?? ''
    const poster = playback.posterUrl?.split('/stills/')[1] ?? ''
    const otherMedia = other.media.split('/renditions/')[1]?.split('/')[0] ?? ''
    const guesses = [
      ...[randomUUID(), recording.id, recording.uploadId, clipId, still, poster, otherMedia].map((id) =>
        media.replace(rendition, id),
      ),
      ...[randomUUID(), recording.id, rendition, poster].map((id) => sheet.replace(still, id)),
      ...[randomUUID(), recording.id, rendition, still].map((id) => `/media/clips/${clipId}/stills/${id}`),
      ...[randomUUID(), recording.id, rendition, playback.id].map((id) => download.replace(/[^/]+$/, id)),
      media.replace(clipId, other.clipId),
      other.download.replace(other.clipId, clipId),
      // As addresses were before each play had its own.
      `/media/clips/${clipId}/master.m3u8`,
      `/media/clips/${clipId}/renditions/${rendition}/media.mp4`,
      `/media/clips/${clipId}/original`,
      `/media/clips/${clipId}/download`,
    ]
    for (const guess of guesses) {
      for (const range of ['bytes=0-', 'bytes=0-0', 'bytes=-1']) {
        expect([guess, (await ana.get(guess, { range })).status]).toEqual([guess, 404])
      }
    }
    for (const address of [media, sheet, download]) {
      const mine = await ben.get(address)
      const random = await ben.get(address.replace(clipId, randomUUID()))
      const told = ({ status, body }: typeof mine) => [status, body.code, body.detail]
      expect(told(mine)).toEqual(told(random))
    }
  })

  test('a way out of the folder, or a key of the store, finds nothing', async () => {
    const { leslie } = stage.cast
    const { clipId, media } = await shownClip(stage)
    const { objectKey } = await stage.platform.db
      .selectFrom('renditions')
      .select('objectKey')
      .where('clipId', '=', clipId)
      .executeTakeFirstOrThrow()
    const folder = media.slice(0, media.indexOf('/renditions/'))
    for (const path of [
      `/media/${objectKey}`,
      `/${objectKey}`,
      `/objects/${objectKey}`,
      `/media/clips/..%2f..%2f${encodeURIComponent(objectKey)}`,
      `${folder}/stills/..%2f${encodeURIComponent(objectKey)}`,
      `${folder}/renditions/%2e%2e/media.mp4`,
      `/assets/..%2f..%2f${encodeURIComponent(objectKey)}`,
    ]) {
      const { status } = await leslie.get(path)
      expect([path, [400, 403, 404].includes(status)]).toEqual([path, true])
    }
  })

  test('to find what was kept on a shared machine finds nothing: neither answers nor refusals may be stored', async () => {
    const { leslie, ana } = stage.cast
    const { clipId, all } = await shownClip(stage)
    const kept = async (address: string, range?: string) =>
      (await ana.get(address, range ? { range } : {})).headers.get('cache-control')
    for (const address of [...all, `/api/v1/clips/${clipId}/playback`]) {
      expect([address, await kept(address)]).toEqual([address, expect.stringContaining('no-store')])
      expect([address, await kept(address, 'bytes=0-1')]).toEqual([
        address,
        expect.stringContaining('no-store'),
      ])
      expect([address, await kept(address, 'bytes=99-')]).toEqual([
        address,
        expect.stringContaining('no-store'),
      ])
    }
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    for (const address of all) {
      expect([address, await kept(address)]).toEqual([address, expect.stringContaining('no-store')])
    }
  })
})
