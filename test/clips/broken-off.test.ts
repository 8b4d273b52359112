import { createHash, randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sha256Of } from '../platform/storage/bytes.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { metadata, offsetOf, patchTus, startTus } from '../support/tus.ts'
import { until } from '../support/until.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ limits: { uploadBytes: 20_000_000, quotaBytes: 60_000_000 } })
})
afterAll(() => stage.close())

describe('a resumable upload', () => {
  test('whose creation broke off in the middle of its first bytes is forgotten', async () => {
    const { liz } = stage.cast
    const clips = async () => (await liz.get('/api/v1/clips')).body.items.length
    const sending = request(`${stage.baseUrl}/api/v1/uploads`, {
      method: 'POST',
      headers: {
        ...liz.headers,
        'tus-resumable': '1.0.0',
        'upload-length': '2000000',
        'upload-metadata': metadata({ title: 'Half', filetype: 'video/mp4' }),
        'content-type': 'application/offset+octet-stream',
        'content-length': '2000000',
      },
    })
    sending.on('error', () => undefined)
    sending.write(Buffer.alloc(500_000))
    await until(async () => (await clips()) === 1)
    sending.destroy()
    await until(async () => (await clips()) === 0)
  })

  test('keeps every byte that came before its connection broke', async () => {
    const { leslie } = stage.cast
    const bytes = randomBytes(3_100_000)
    const { location, clipId } = await startTus(leslie, bytes.length)
    for (const start of [0, 1_000_000, 2_000_000]) {
      const sending = request(stage.baseUrl + location, {
        method: 'PATCH',
        headers: {
          ...leslie.headers,
          'tus-resumable': '1.0.0',
          'upload-offset': String(start),
          'content-type': 'application/offset+octet-stream',
          'content-length': bytes.length - start,
        },
      })
      sending.on('error', () => undefined)
      const end = start + 1_000_000
      await new Promise((resolve) => sending.write(bytes.subarray(start, end), resolve))
      sending.destroy()
      await until(async () => (await offsetOf(leslie, location)) === end)
    }
    expect((await patchTus(leslie, location, 3_000_000, bytes.subarray(3_000_000))).status).toBe(204)
    const { objectKey } = await stage.platform.db
      .selectFrom('uploads')
      .select('objectKey')
      .where('clipId', '=', clipId)
      .executeTakeFirstOrThrow()
    expect(await sha256Of(await stage.platform.store.read(objectKey))).toBe(
      createHash('sha256').update(bytes).digest('hex'),
    )
  })
})
