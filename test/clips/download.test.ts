import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attachmentHeader, downloadName } from '../../src/clips/download-name.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { playOf } from '../support/play.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const original = 'what arrived'
const rendition = '0123456789'

async function clipToDownload(canDownload = true): Promise<ClipId> {
  const { leslie, maple } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie, { title: 'Fractions: ¿a half?' })
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  await stage.platform.db
    .updateTable('clipGrants')
    .set({ canDownload })
    .where('clipId', '=', clipId)
    .execute()
  return clipId
}
const start = (who: Person, clipId: string) => who.post(`/api/v1/clips/${clipId}/downloads`)
const downloads = async (clipId: ClipId) =>
  stage.platform.db
    .selectFrom('ledger')
    .select(['personId', 'cohortId', 'detail'])
    .where('clipId', '=', clipId)
    .where('what', '=', 'download')
    .orderBy('seq')
    .execute()
const pause = (clipId: ClipId, who: Person) =>
  sql`insert into clip_pauses (organisation_id, id, clip_id, reason, kind, raised_by)
    values (${who.viewer.organisationId}, ${randomUUID()}, ${clipId}, 'concern', 'tone', ${who.viewer.personId})`.execute(
    stage.platform.db,
  )

describe('a download', () => {
  test('gives the owner the recording as it came, under a name that says the title', async () => {
    const { leslie } = stage.cast
    const clipId = await clipToDownload(false)
    const { status, body } = await start(leslie, clipId)
    expect([status, body]).toEqual([
      201,
      {
        url: expect.stringMatching(`^/media/clips/${clipId}/downloads/`),
        filename: 'Fractions ¿a half.mp4',
        bytes: original.length,
      },
    ])
    const file = await leslie.get(body.url)
    expect([file.status, file.body]).toEqual([200, original])
    expect(file.headers.get('content-type')).toBe('application/octet-stream')
    expect(file.headers.get('cache-control')).toBe('private, no-store')
    expect(file.headers.get('content-disposition')).toBe(
      'attachment; filename="Fractions _a half.mp4"; filename*=UTF-8\'\'Fractions%20%C2%BFa%20half.mp4',
    )
  })

  test('gives the best rendition once the original is gone, and a 409 while it is being prepared', async () => {
    const { leslie } = stage.cast
    const { db } = stage.platform
    const gone = (clipId: ClipId) =>
      sql`update recordings set original_gone_at = now()
        where id = (select recording_id from clips where id = ${clipId})`.execute(db)
    const clipId = await clipToDownload()
    await gone(clipId)
    const { body } = await start(leslie, clipId)
    expect((await leslie.get(body.url)).body).toBe(rendition)
    const unready = await clipOf(stage.platform, leslie)
    expect((await start(leslie, unready)).body.code).toBe('not-watchable')
    expect((await leslie.get(`/api/v1/clips/${unready}`)).body.can.download).toBe(false)
  })

  test('is for others only where a grant says so: 403 within reach, 404 beyond, 409 in a pause', async () => {
    const { ana, ben, dana, eve, nobody, leslie } = stage.cast
    const closed = await clipToDownload(false)
    expect((await start(ana, closed)).status).toBe(403)
    expect((await ana.get(`/api/v1/clips/${closed}`)).body.can.download).toBe(false)
    const clipId = await clipToDownload()
    expect((await ana.get(`/api/v1/clips/${clipId}`)).body.can.download).toBe(true)
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).body.can.download).toBe(true)
    for (const stranger of [ben, dana, eve]) {
      const random = await start(stranger, randomUUID())
      const refused = await start(stranger, clipId)
      expect([refused.status, refused.body.detail]).toEqual([404, random.body.detail])
    }
    expect((await nobody.post(`/api/v1/clips/${clipId}/downloads`)).status).toBe(401)
    await pause(clipId, ana)
    expect((await start(ana, clipId)).body.code).toBe('paused')
    expect((await ana.get(`/api/v1/clips/${clipId}`)).body.can.download).toBe(false)
    expect((await start(leslie, clipId)).status).toBe(201)
    expect((await downloads(clipId)).map(({ personId }) => personId)).toEqual([leslie.viewer.personId])
    expect(await downloads(closed)).toEqual([])
  })

  test('INV-08: never gives others the original, whatever they ask for', async () => {
    const { ana } = stage.cast
    const clipId = await clipToDownload()
    const { body } = await start(ana, clipId)
    expect(body.bytes).toBe(rendition.length)
    for (const range of ['bytes=0-', 'bytes=-100', 'bytes=2-3', 'bytes=0-11']) {
      const { body: text } = await ana.get(body.url, { range })
      expect(rendition).toContain(text)
    }
    const { db } = stage.platform
    await db.updateTable('clips').set({ cutNo: 2 }).where('id', '=', clipId).execute()
    expect((await ana.get(body.url)).body.code).toBe('not-watchable')
    expect((await start(ana, clipId)).body.code).toBe('not-watchable')
    // Once the new cut is there, it is another download.
    await db.updateTable('renditions').set({ cutNo: 2 }).where('clipId', '=', clipId).execute()
    expect((await ana.get(body.url)).status).toBe(404)
    expect((await start(ana, clipId)).status).toBe(201)
  })

  test('INV-11: is one row however often it breaks off and goes on, and two when started twice', async () => {
    const { ana, maple } = stage.cast
    const clipId = await clipToDownload()
    const { body } = await start(ana, clipId)
    const first = await ana.get(body.url, { range: 'bytes=0-4' })
    const etag = first.headers.get('etag') ?? ''
    const rest = await ana.get(body.url, { range: 'bytes=5-', 'if-range': etag })
    expect([first.status, rest.status, first.body + rest.body]).toEqual([206, 206, rendition])
    const changed = await ana.get(body.url, { range: 'bytes=5-', 'if-range': '"something else"' })
    expect([changed.status, changed.body]).toEqual([200, rendition])
    expect((await ana.send('HEAD', body.url)).headers.get('content-length')).toBe('10')
    const row = { personId: ana.viewer.personId, cohortId: maple, detail: { original: false } }
    expect(await downloads(clipId)).toEqual([row])
    await start(ana, clipId)
    expect(await downloads(clipId)).toEqual([row, row])
  })

  test('is its viewer’s own, ends after twelve hours, and is no play', async () => {
    const { ana, liz, leslie } = stage.cast
    const clipId = await clipToDownload()
    const { body } = await start(ana, clipId)
    const downloadId = body.url.split('/').at(-1)
    for (const someone of [liz, leslie]) expect((await someone.get(body.url)).status).toBe(404)
    const asPlay = `/media/clips/${clipId}/playbacks/${downloadId}/master.m3u8`
    expect((await ana.get(asPlay)).status).toBe(404)
    const playback = await playOf(ana, clipId)
    expect((await ana.get(body.url.replace(downloadId, playback.id))).status).toBe(404)
    await sql`update playbacks set granted_at = now() - interval '12 hours 1 minute' where id = ${downloadId}`.execute(
      stage.platform.db,
    )
    const ended = await ana.get(body.url)
    expect([ended.status, ended.body.code]).toEqual([410, 'download-ended'])
  })

  test('ends when the owner no longer lets them, though they may still watch', async () => {
    const { ana } = stage.cast
    const clipId = await clipToDownload()
    const { body } = await start(ana, clipId)
    const { db } = stage.platform
    await db.updateTable('clipGrants').set({ canDownload: false }).where('clipId', '=', clipId).execute()
    expect((await ana.get(body.url)).status).toBe(403)
    expect((await ana.get(`/api/v1/clips/${clipId}/playback`)).status).toBe(200)
  })
})

describe('the name of a downloaded file', () => {
  test.each([
    ['Fractions', 'Fractions.mp4'],
    ['../../etc/passwd', 'etc passwd.mp4'],
    ['C:\\lessons\\1', 'C lessons 1.mp4'],
    ['a\r\nSet-Cookie: x=1', 'a Set-Cookie x=1.mp4'],
    ['gpj.‮exe', 'gpj. exe.mp4'],
    ['...', 'clip.mp4'],
    ['<>:"/\\|?*', 'clip.mp4'],
    ['nul', '_nul.mp4'],
    ['con.txt', '_con.txt.mp4'],
    ['\ud800 half a letter', '� half a letter.mp4'],
    ['🎥'.repeat(300), `${'🎥'.repeat(100)}.mp4`],
  ])('of %j is %j', (title, name) => {
    expect(downloadName(title, 'mp4')).toBe(name)
  })

  test('is one header line, quoted, and whole in UTF-8', () => {
    expect(attachmentHeader('Año "1" (50%) 日本.mp4')).toBe(
      'attachment; filename="Ano _1_ (50_) __.mp4"; filename*=UTF-8\'\'A%C3%B1o%20%221%22%20%2850%25%29%20%E6%97%A5%E6%9C%AC.mp4',
    )
  })
})
