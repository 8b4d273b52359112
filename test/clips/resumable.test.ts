import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sha256Of } from '../platform/storage/bytes.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { deleteTus, headTus, metadata, offsetOf, patchTus, startTus } from '../support/tus.ts'
import { until } from '../support/until.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ limits: { uploadBytes: 20_000_000, quotaBytes: 60_000_000 } })
})
afterAll(() => stage.close())

const stateOf = async (clipId: string) => (await stage.cast.leslie.get(`/api/v1/clips/${clipId}`)).body.state

describe('a resumable upload', () => {
  test('starts with a clip that is being received, and says where it goes on', async () => {
    const { leslie } = stage.cast
    const { answer, location, clipId, uploadId } = await startTus(leslie, 100)
    expect(answer.status).toBe(201)
    expect(answer.headers.get('tus-resumable')).toBe('1.0.0')
    expect(location).toBe(`/api/v1/uploads/${uploadId}`)
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).body).toMatchObject({
      title: 'Partner talk',
      state: 'receiving',
      durationMs: null,
      posterUrl: null,
    })
    const head = await headTus(leslie, location)
    expect([head.status, head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual([
      200,
      '0',
      '100',
    ])
    expect(head.headers.get('cache-control')).toContain('no-store')
    expect(Date.parse(head.headers.get('upload-expires') ?? '')).toBeGreaterThan(Date.now() + 13 * 86_400_000)
  })

  test('says what it can do to whoever asks', async () => {
    const { status, headers } = await stage.cast.nobody.send('OPTIONS', '/api/v1/uploads')
    expect(status).toBe(204)
    expect(headers.get('tus-version')).toBe('1.0.0')
    expect(headers.get('tus-extension')).toContain('creation')
    expect(headers.get('tus-max-size')).toBe('20000000')
  })

  test('becomes a recording with its first job once the last byte came', async () => {
    const { leslie } = stage.cast
    const bytes = randomBytes(300_000)
    const { location, clipId } = await startTus(leslie, bytes.length)
    const first = await patchTus(leslie, location, 0, bytes.subarray(0, 100_000))
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '100000'])
    expect(await stateOf(clipId)).toBe('receiving')
    const last = await patchTus(leslie, location, 100_000, bytes.subarray(100_000))
    expect([last.status, last.headers.get('upload-offset')]).toEqual([204, '300000'])
    expect(last.headers.get('clip-id')).toBe(clipId)
    expect(await stateOf(clipId)).toBe('preparing')
    const { db, store } = stage.platform
    const recording = await db
      .selectFrom('recordings')
      .innerJoin('clips', 'clips.recordingId', 'recordings.id')
      .select(['recordings.objectKey', 'recordings.bytes', 'recordings.sha256'])
      .where('clips.id', '=', clipId)
      .executeTakeFirstOrThrow()
    expect([recording.bytes, recording.sha256]).toEqual([300_000, null])
    expect(await sha256Of(await store.read(recording.objectKey))).toBe(
      createHash('sha256').update(bytes).digest('hex'),
    )
    const jobs = await db.selectFrom('outbox').select('payload').where('job', '=', 'clips.inspect').execute()
    expect(jobs.filter(({ payload }) => (payload as { clipId: string }).clipId === clipId)).toHaveLength(1)
  })

  test('that broke off goes on from the last byte that came', async () => {
    const { leslie } = stage.cast
    const bytes = randomBytes(8_000_000)
    const { location, clipId } = await startTus(leslie, bytes.length)
    const sending = request(stage.baseUrl + location, {
      method: 'PATCH',
      headers: {
        ...leslie.headers,
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': bytes.length,
      },
    })
    sending.on('error', () => undefined)
    sending.write(bytes.subarray(0, 3_000_000))
    await new Promise((resolve) => setTimeout(resolve, 100))
    sending.destroy()
    let offset = 0
    await until(async () => {
      offset = await offsetOf(leslie, location)
      return offset > 0
    })
    // The offset may still grow until the broken request is over; then it stays.
    await until(async () => {
      const before = offset
      offset = await offsetOf(leslie, location)
      return offset === before
    })
    expect(offset).toBeLessThanOrEqual(3_000_000)
    const wrong = await patchTus(leslie, location, 0, bytes)
    expect([wrong.status, wrong.body.code]).toEqual([409, 'wrong-offset'])
    expect((await patchTus(leslie, location, offset, bytes.subarray(offset))).status).toBe(204)
    expect(await stateOf(clipId)).toBe('preparing')
    const { objectKey } = await stage.platform.db
      .selectFrom('uploads')
      .select('objectKey')
      .where('clipId', '=', clipId)
      .executeTakeFirstOrThrow()
    expect(await sha256Of(await stage.platform.store.read(objectKey))).toBe(
      createHash('sha256').update(bytes).digest('hex'),
    )
  })

  test('whose last answer was lost is told that all of it came, and nothing is done twice', async () => {
    const { leslie } = stage.cast
    const { location, clipId } = await startTus(leslie, 3)
    await patchTus(leslie, location, 0, Buffer.from('abc'))
    const head = await headTus(leslie, location)
    expect([head.status, head.headers.get('upload-offset')]).toEqual([200, '3'])
    const again = await patchTus(leslie, location, 0, Buffer.from('abc'))
    expect([again.status, again.body.code]).toEqual([409, 'upload-complete'])
    const jobs = await stage.platform.db
      .selectFrom('outbox')
      .select('payload')
      .where('job', '=', 'clips.inspect')
      .execute()
    expect(jobs.filter(({ payload }) => (payload as { clipId: string }).clipId === clipId)).toHaveLength(1)
  })

  test('is completed by the next question where the server died before it could say so', async () => {
    const { leslie } = stage.cast
    const { location, clipId, uploadId } = await startTus(leslie, 3)
    // All bytes are in the store, and the transaction that says so was never made.
    const { dataStore } = stage.platform.storage.resumable
    const { Readable } = await import('node:stream')
    await dataStore.write(Readable.from([Buffer.from('abc')]), uploadId, 0)
    expect(await stateOf(clipId)).toBe('receiving')
    expect(await offsetOf(leslie, location)).toBe(3)
    expect(await stateOf(clipId)).toBe('preparing')
  })

  test('may bring its first bytes with its creation', async () => {
    const { leslie } = stage.cast
    const answer = await leslie.send('POST', '/api/v1/uploads', {
      body: Buffer.from('abc'),
      headers: {
        'tus-resumable': '1.0.0',
        'upload-length': '3',
        'upload-metadata': metadata({ title: 'Whole', filetype: 'video/mp4' }),
        'content-type': 'application/offset+octet-stream',
      },
    })
    expect([answer.status, answer.headers.get('upload-offset')]).toEqual([201, '3'])
    expect(await stateOf(answer.headers.get('clip-id') ?? '')).toBe('preparing')
  })

  test('that its owner gives up is forgotten, with its clip', async () => {
    const { leslie } = stage.cast
    const { location, clipId, uploadId } = await startTus(leslie, 10)
    await patchTus(leslie, location, 0, Buffer.from('abc'))
    expect((await deleteTus(leslie, location)).status).toBe(204)
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
    expect((await headTus(leslie, location)).status).toBe(404)
    expect((await patchTus(leslie, location, 3, Buffer.from('defghij'))).status).toBe(404)
    const jobs = await stage.platform.db
      .selectFrom('outbox')
      .select('payload')
      .where('job', '=', 'clips.clear-upload')
      .execute()
    expect(jobs).toContainEqual({ payload: { uploadId } })
  })

  test('that is complete cannot be given up', async () => {
    const { leslie } = stage.cast
    const { location } = await startTus(leslie, 3)
    await patchTus(leslie, location, 0, Buffer.from('abc'))
    const { status, body } = await deleteTus(leslie, location)
    expect([status, body.code]).toEqual([409, 'upload-complete'])
  })

  test('is its owner’s alone', async () => {
    const { leslie, ana, dana, eve, nobody } = stage.cast
    const { location } = await startTus(leslie, 10)
    for (const other of [ana, dana, eve]) {
      for (const place of [location, `/api/v1/uploads/${randomUUID()}`]) {
        expect((await headTus(other, place)).status).toBe(404)
        expect((await patchTus(other, place, 0, Buffer.from('x'))).status).toBe(404)
        expect((await deleteTus(other, place)).status).toBe(404)
      }
    }
    expect((await headTus(nobody, location)).status).toBe(401)
    expect((await patchTus(nobody, location, 0, Buffer.from('x'))).status).toBe(401)
    expect((await startTus(nobody, 10)).answer.status).toBe(401)
    expect(await offsetOf(leslie, location)).toBe(0)
  })

  test('cannot be made to act by a method in a header', async () => {
    const { leslie, ana } = stage.cast
    const { location } = await startTus(leslie, 10)
    const headers = { 'tus-resumable': '1.0.0', 'x-http-method-override': 'DELETE' }
    await ana.send('PATCH', location, { headers })
    await leslie.send('HEAD', location, { headers })
    expect(await offsetOf(leslie, location)).toBe(0)
  })

  test.each<[string, Record<string, string>, number, string]>([
    ['of another version', { 'tus-resumable': '0.2.2' }, 412, 'tus-version'],
    ['without a length', { 'upload-length': '' }, 400, 'length-missing'],
    ['with a length in words', { 'upload-length': 'many' }, 400, 'length-missing'],
    ['of a negative length', { 'upload-length': '-5' }, 400, 'length-missing'],
    ['of nothing', { 'upload-length': '0' }, 400, 'empty-file'],
    ['over the limit', { 'upload-length': '20000001' }, 413, 'too-large'],
    [
      'of a document',
      { 'upload-metadata': metadata({ filetype: 'application/pdf' }) },
      415,
      'unsupported-type',
    ],
    ['with a checksum that is none', { 'upload-metadata': metadata({ sha256: 'abc' }) }, 400, 'bad-sha256'],
    ['with metadata that is none', { 'upload-metadata': 'title !!!' }, 400, 'bad-metadata'],
    ['of a length that is not known yet', { 'upload-defer-length': '1' }, 400, 'malformed'],
  ])('%s is refused, and no clip is made', async (_what, headers, status, code) => {
    const { ben } = stage.cast
    const answer = await ben.send('POST', '/api/v1/uploads', {
      headers: { 'tus-resumable': '1.0.0', 'upload-length': '10', ...headers },
    })
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect((await ben.get('/api/v1/clips')).body.items).toEqual([])
  })

  test('counts against what one person may keep from its start, also with others started at once', async () => {
    const { liz } = stage.cast
    const started = await Promise.all(Array.from({ length: 8 }, () => startTus(liz, 15_000_000)))
    const statuses = started.map(({ answer }) => answer.status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(4)
    expect(statuses.filter((status) => status === 413)).toHaveLength(4)
  })

  test('takes no more bytes than were announced, and goes on with the right ones', async () => {
    const { leslie } = stage.cast
    const { location, clipId } = await startTus(leslie, 5)
    const answer = await patchTus(leslie, location, 0, Buffer.from('too much'))
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    const offset = await offsetOf(leslie, location)
    expect(offset).toBeLessThanOrEqual(5)
    if (offset < 5) await patchTus(leslie, location, offset, Buffer.from('right').subarray(offset))
    expect(await stateOf(clipId)).toBe('preparing')
  })

  test('of the wrong kind of body is refused', async () => {
    const { leslie } = stage.cast
    const { location } = await startTus(leslie, 5)
    const answer = await leslie.send('PATCH', location, {
      body: Buffer.from('hello'),
      headers: { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'video/mp4' },
    })
    expect([answer.status, answer.body.code]).toEqual([415, 'unsupported-media-type'])
  })

  test('survives many senders that hang up', async () => {
    const { leslie } = stage.cast
    const bytes = randomBytes(2_000_000)
    const { location, clipId } = await startTus(leslie, bytes.length)
    for (let times = 0; times < 15; times++) {
      const offset = await offsetOf(leslie, location)
      const stop = new AbortController()
      const sent = patchTus(leslie, location, offset, bytes.subarray(offset, offset + 100_000), stop.signal)
      setTimeout(() => stop.abort(), times)
      await sent.catch(() => undefined)
    }
    await until(async () => {
      const offset = await offsetOf(leslie, location)
      return (
        offset === bytes.length ||
        (await patchTus(leslie, location, offset, bytes.subarray(offset))).status === 204
      )
    })
    expect(await stateOf(clipId)).toBe('preparing')
    expect((await stage.cast.nobody.get('/livez')).status).toBe(200)
  })
})
