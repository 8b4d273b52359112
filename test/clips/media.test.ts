import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { playOf, renditionOf } from '../support/play.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const content = Buffer.from('0123456789')

/** A clip shared with Maple Street, and where Ana and Leslie each play its one rendition from. */
async function sharedClip(bytes = content) {
  const { leslie, ana, maple } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie, { content: bytes })
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  const [playback, own] = [await playOf(ana, clipId), await playOf(leslie, clipId)]
  return {
    clipId,
    playback,
    media: await renditionOf(ana, playback),
    ownMedia: await renditionOf(leslie, own),
  }
}

describe('playback', () => {
  test('names everything a player needs, on this server', async () => {
    const { clipId } = await sharedClip()
    const { status, body } = await stage.cast.ana.get(`/api/v1/clips/${clipId}/playback`)
    expect(status).toBe(200)
    expect(body).toEqual({
      id: expect.any(String),
      playlistUrl: `/media/clips/${clipId}/playbacks/${body.id}/master.m3u8`,
      posterUrl: expect.stringMatching(`^/media/clips/${clipId}/stills/`),
      storyboardUrl: null,
      audioUrl: null,
      leanUrl: null,
    })
    expect((await stage.cast.ana.get(body.posterUrl)).headers.get('content-type')).toBe('image/jpeg')
  })

  test('is a 409 with a sentence while there is nothing to play', async () => {
    const clipId = await clipOf(stage.platform, stage.cast.leslie)
    const master = `/media/clips/${clipId}/playbacks/${randomUUID()}/master.m3u8`
    const { status, body } = await stage.cast.leslie.get(`/api/v1/clips/${clipId}/playback`)
    expect([status, body.code]).toEqual([409, 'not-watchable'])
    expect((await stage.cast.leslie.get(master)).status).toBe(404)
  })

  test.each([
    ['bytes=0-', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=0-0', 206, '0', 'bytes 0-0/10'],
    ['bytes=3-6', 206, '3456', 'bytes 3-6/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=5-4', 200, '0123456789', null],
    ['bytes=0-1,4-5', 200, '0123456789', null],
    ['lines=0-1', 200, '0123456789', null],
    ['bytes=x', 200, '0123456789', null],
    ['bytes=10-', 416, null, 'bytes */10'],
    ['bytes=99-100', 416, null, 'bytes */10'],
    ['bytes=-0', 416, null, 'bytes */10'],
    ['bytes=99999999999999-', 416, null, 'bytes */10'],
  ])('answers “%s” with %i', async (range, status, text, contentRange) => {
    const { media } = await sharedClip()
    const answer = await stage.cast.ana.get(media, { range })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-range')).toBe(contentRange)
    if (text === null) expect(answer.body.code).toBe('range-not-satisfiable')
    else {
      expect(answer.body).toBe(text)
      expect(answer.headers.get('content-length')).toBe(String(text.length))
      expect(answer.headers.get('content-type')).toBe('video/mp4')
    }
    // The process lives.
    expect((await stage.cast.nobody.get('/livez')).status).toBe(200)
  })

  test('HEAD says the size and that ranges are served, with no body', async () => {
    const { media } = await sharedClip()
    const answer = await stage.cast.ana.send('HEAD', media)
    expect([answer.status, answer.body]).toEqual([200, ''])
    expect(answer.headers.get('content-length')).toBe('10')
    expect(answer.headers.get('accept-ranges')).toBe('bytes')
    const part = await stage.cast.ana.send('HEAD', media, { headers: { range: 'bytes=2-4' } })
    expect([part.status, part.headers.get('content-length')]).toEqual([206, '3'])
  })

  test('keeps nothing of a clip on a machine that others use too', async () => {
    const { playback, media } = await sharedClip()
    for (const path of [
      media,
      playback.playlistUrl,
      playback.posterUrl ?? '',
      media.replace('mp4', 'm3u8'),
    ]) {
      expect([path, (await stage.cast.ana.get(path)).headers.get('cache-control')]).toEqual([
        path,
        'private, no-store',
      ])
    }
  })

  test('is nothing at all for those the clip is not shared with', async () => {
    const { clipId, playback, media } = await sharedClip()
    const paths = [
      `/api/v1/clips/${clipId}`,
      `/api/v1/clips/${clipId}/playback`,
      `/api/v1/clips/${clipId}/events`,
      playback.playlistUrl,
      playback.posterUrl ?? '',
      media,
      media.replace('mp4', 'm3u8'),
      playback.playlistUrl.replace('master.m3u8', 'storyboard.vtt'),
    ]
    const { ben, dana, eve, nobody } = stage.cast
    for (const stranger of [ben, dana, eve]) {
      for (const path of paths) expect([path, (await stranger.get(path)).status]).toEqual([path, 404])
    }
    for (const path of paths) expect([path, (await nobody.get(path)).status]).toEqual([path, 401])
  })

  test('of one clip does not open the renditions of another', async () => {
    const { media } = await sharedClip()
    const other = await sharedClip()
    const rendition = media.split('/renditions/')[1]
    const folder = other.playback.playlistUrl.replace('/master.m3u8', '')
    expect((await stage.cast.ana.get(`${folder}/renditions/${rendition}`)).status).toBe(404)
    expect((await stage.cast.ana.get(`/media/clips/${other.clipId}/stills/${randomUUID()}`)).status).toBe(404)
    expect((await stage.cast.ana.get(`${folder}/renditions/x/media.mp4`)).status).toBe(400)
  })

  test('whose object is gone from the store is a refusal, and the process lives', async () => {
    const { clipId, media } = await sharedClip()
    const { db, store } = stage.platform
    const row = await db
      .selectFrom('renditions')
      .select('objectKey')
      .where('clipId', '=', clipId)
      .executeTakeFirstOrThrow()
    await store.remove([row.objectKey])
    expect((await stage.cast.ana.get(media)).status).toBe(404)
    expect((await stage.cast.nobody.get('/livez')).status).toBe(200)
  })
})

describe('a clip that is taken back while it is sent', () => {
  test.each(['withdrawn', 'no longer shared'])('stops in the middle when it is %s', async (how) => {
    const { leslie, ana } = stage.cast
    // More than sockets and streams hold between them, so that a viewer who reads slowly keeps it going.
    const { clipId, media } = await sharedClip(Buffer.alloc(64 * 2 ** 20))
    const response = await ana.fetch(media)
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    if (how === 'withdrawn') await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    else {
      const { body } = await leslie.get(`/api/v1/clips/${clipId}`)
      await leslie.delete(`/api/v1/clips/${clipId}/grants/${body.grants[0].id}`)
    }
    const readOn = async () => {
      for (;;) if ((await reader.read()).done) return 'whole'
    }
    await expect(readOn()).rejects.toThrow()
    expect((await ana.get(media)).status).toBe(404)
  })

  test('goes on for its owner', async () => {
    const { leslie } = stage.cast
    const { clipId, ownMedia } = await sharedClip(Buffer.alloc(16 * 2 ** 20))
    const response = await leslie.fetch(ownMedia)
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    let bytes = (await reader.read()).value?.length ?? 0
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    for (let part = await reader.read(); !part.done; part = await reader.read()) bytes += part.value.length
    expect(bytes).toBe(16 * 2 ** 20)
  })

  test('a viewer who hangs up leaves nothing open', async () => {
    const { ana } = stage.cast
    const { media } = await sharedClip(Buffer.alloc(64 * 2 ** 20))
    for (let times = 0; times < 20; times++) {
      const stop = new AbortController()
      const response = await ana.fetch(media, { signal: stop.signal })
      await (response.body as ReadableStream<Uint8Array>).getReader().read()
      stop.abort()
    }
    expect((await ana.get(media, { range: 'bytes=0-9' })).body).toHaveLength(10)
  })
})
