import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listed } from '../platform/storage/bytes.ts'
import type { Person } from '../support/cast.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ limits: { uploadBytes: 1_000_000, quotaBytes: 5_000_000 } })
})
afterAll(() => stage.close())

const video = (bytes = 1000, type = 'video/mp4') => new Blob([Buffer.alloc(bytes, 7)], { type })

function form(fields: readonly (readonly [string, string | Blob])[]): FormData {
  const data = new FormData()
  for (const [name, value] of fields) {
    if (typeof value === 'string') data.append(name, value)
    else data.append(name, value, 'lesson.mp4')
  }
  return data
}

/** What is left of the person's uploads: clips, open uploads and objects. */
async function left(who: Person) {
  const { db, store } = stage.platform
  // What was given up is cleared by a job; what the form itself left would be there now.
  const clips = await db.selectFrom('clips').select('id').where('ownerId', '=', who.viewer.personId).execute()
  const objects = await listed(store.list(''))
  return { clips: clips.length, objects: objects.length }
}

describe('a recording sent as a form', () => {
  test('becomes a clip that is being prepared, with its checksum and its first job', async () => {
    const { leslie } = stage.cast
    const file = video(5000)
    const answer = await leslie.post(
      '/api/v1/clips',
      form([
        ['title', ' Partner talk '],
        ['file', file],
      ]),
    )
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual({ id: expect.any(String), state: 'preparing' })
    expect(answer.headers.get('location')).toBe(`/api/v1/clips/${answer.body.id}`)
    const { body: clip } = await leslie.get(`/api/v1/clips/${answer.body.id}`)
    expect(clip).toMatchObject({
      title: 'Partner talk',
      state: 'preparing',
      progress: { step: 'checking', fraction: 0 },
    })

    const { db, store } = stage.platform
    const recording = await db
      .selectFrom('recordings')
      .innerJoin('clips', 'clips.recordingId', 'recordings.id')
      .selectAll('recordings')
      .where('clips.id', '=', answer.body.id)
      .executeTakeFirstOrThrow()
    expect(recording.bytes).toBe(5000)
    const sha256 = createHash('sha256')
      .update(Buffer.from(await file.arrayBuffer()))
      .digest()
    expect(recording.sha256).toEqual(sha256)
    expect(await store.size(recording.objectKey)).toBe(5000)
    const jobs = await db.selectFrom('outbox').select(['job', 'payload']).execute()
    expect(jobs).toContainEqual({ job: 'clips.inspect', payload: { clipId: answer.body.id } })
  })

  test('may say its title, and the right checksum, after its file', async () => {
    const file = video()
    const sha256 = createHash('sha256')
      .update(Buffer.from(await file.arrayBuffer()))
      .digest('hex')
    const fields = [
      ['file', file],
      ['sha256', sha256.toUpperCase()],
      ['title', 'After'],
    ] as const
    const { status, body } = await stage.cast.leslie.post('/api/v1/clips', form(fields))
    expect(status).toBe(201)
    expect((await stage.cast.leslie.get(`/api/v1/clips/${body.id}`)).body.title).toBe('After')
  })

  test.each<[string, readonly (readonly [string, string | Blob])[], number, string]>([
    ['no file', [['title', 'x']], 400, 'file-missing'],
    ['no title', [['file', video()]], 400, 'title-missing'],
    [
      'a blank title',
      [
        ['title', '  '],
        ['file', video()],
      ],
      400,
      'title-missing',
    ],
    [
      'a title that is a book',
      [
        ['title', 'x'.repeat(201)],
        ['file', video()],
      ],
      400,
      'title-too-long',
    ],
    [
      'two files',
      [
        ['title', 'x'],
        ['file', video()],
        ['file', video()],
      ],
      400,
      'one-file',
    ],
    [
      'its file under another name',
      [
        ['title', 'x'],
        ['video', video()],
      ],
      400,
      'unknown-file',
    ],
    [
      'an empty file',
      [
        ['title', 'x'],
        ['file', video(0)],
      ],
      400,
      'empty-file',
    ],
    [
      'a document',
      [
        ['title', 'x'],
        ['file', video(10, 'application/pdf')],
      ],
      415,
      'unsupported-type',
    ],
    [
      'a file over the limit',
      [
        ['title', 'x'],
        ['file', video(1_000_001)],
      ],
      413,
      'too-large',
    ],
    [
      'a body far over the limit',
      [
        ['title', 'x'],
        ['file', video(3_000_000)],
      ],
      413,
      'too-large',
    ],
    [
      'a wrong checksum',
      [
        ['title', 'x'],
        ['sha256', '0'.repeat(64)],
        ['file', video()],
      ],
      400,
      'arrived-damaged',
    ],
  ])('with %s is refused, and nothing of it stays', async (_what, fields, status, code) => {
    const { ana } = stage.cast
    const before = await left(ana)
    const answer = await ana.post('/api/v1/clips', form(fields))
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    // What was stored before the fault was found goes with the job that was enqueued for it.
    const cleared = await stage.platform.db
      .selectFrom('outbox')
      .select('payload')
      .where('job', '=', 'clips.clear-upload')
      .execute()
    for (const { payload } of cleared) {
      await stage.platform.storage.resumable.discard((payload as { uploadId: string }).uploadId)
    }
    expect(await left(ana)).toEqual(before)
  })

  test('is refused where it is no form', async () => {
    const { ana } = stage.cast
    const answer = await ana.send('POST', '/api/v1/clips', {
      body: Buffer.from('{}'),
      headers: { 'content-type': 'application/json' },
    })
    expect([answer.status, answer.body.code]).toEqual([415, 'unsupported-media-type'])
  })

  test('is refused where it would go over what one person may keep', async () => {
    const { ben } = stage.cast
    for (let n = 0; n < 5; n++) {
      const { status } = await ben.post(
        '/api/v1/clips',
        form([
          ['title', 'x'],
          ['file', video(900_000)],
        ]),
      )
      expect(status).toBe(201)
    }
    const { status, body } = await ben.post(
      '/api/v1/clips',
      form([
        ['title', 'x'],
        ['file', video(900_000)],
      ]),
    )
    expect([status, body.code]).toEqual([413, 'over-quota'])
    expect(body.detail).toMatch(/^Your recordings may take up 4\.8 MB; 0\.5 MB is left\./)
    expect(
      (
        await ben.post(
          '/api/v1/clips',
          form([
            ['title', 'x'],
            ['file', video(1000)],
          ]),
        )
      ).status,
    ).toBe(201)
  })

  test.each([
    ['that is no form at all', 'multipart/form-data; boundary=x', 'what is this'],
    ['without a boundary', 'multipart/form-data', '--x\r\n'],
    [
      'that ends in the middle of its file',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a.mp4"\r\ncontent-type: video/mp4\r\n\r\nabc',
    ],
    [
      'with a part that has no name',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data\r\n\r\nabc\r\n--x--\r\n',
    ],
  ])('%s is a clear refusal, and the process lives', async (_what, type, body) => {
    const { liz } = stage.cast
    const answer = await liz.send('POST', '/api/v1/clips', {
      body: Buffer.from(body),
      headers: { 'content-type': type },
    })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(answer.body.code).toMatch(/^[a-z-]+$/)
    expect((await stage.cast.nobody.get('/livez')).status).toBe(200)
    expect((await left(liz)).clips).toBe(0)
  })

  test('whose sender hangs up in the middle leaves nothing', async () => {
    const { liz } = stage.cast
    const before = await left(liz)
    const head =
      '--x\r\ncontent-disposition: form-data; name="title"\r\n\r\nHalf\r\n' +
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a.mp4"\r\ncontent-type: video/mp4\r\n\r\n'
    const sending = request(`${stage.baseUrl}/api/v1/clips`, {
      method: 'POST',
      headers: {
        ...liz.headers,
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': 900_000,
      },
    })
    sending.on('error', () => undefined)
    sending.write(head)
    sending.write(Buffer.alloc(300_000))
    await until(async () => (await left(liz)).clips === 1)
    sending.destroy()
    await until(async () => (await left(liz)).clips === 0)
    expect(await left(liz)).toEqual(before)
    expect((await stage.cast.nobody.get('/livez')).status).toBe(200)
  })

  test('needs somebody who sends it', async () => {
    const { status, body } = await stage.cast.nobody.post(
      '/api/v1/clips',
      form([
        ['title', 'x'],
        ['file', video()],
      ]),
    )
    expect([status, body.code]).toEqual([401, 'not-signed-in'])
  })
})
