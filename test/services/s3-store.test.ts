import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ObjectStore } from '../../src/platform/storage/object-store.ts'
import { openStorage } from '../../src/platform/storage/open-storage.ts'
import { type Bucket, openBucket } from '../../src/platform/storage/s3-client.ts'
import { listBucket } from '../../src/platform/storage/s3-list.ts'
import { openMultiparts } from '../../src/platform/storage/s3-multiparts.ts'
import { openS3Store } from '../../src/platform/storage/s3-store.ts'
import { brokenBytes, listed, madeBytes, stalledBytes } from '../platform/storage/bytes.ts'
import { storeContract } from '../platform/storage/contract.ts'
import { resumableContract } from '../platform/storage/resumable-contract.ts'
import { s3Settings } from './s3-settings.ts'

const MiB = 2 ** 20

storeContract('the S3 store', async () => openS3Store(s3Settings()))

resumableContract('the bucket', {
  open: async () => openStorage({ dataDir: 'unused', s3: s3Settings() }),
  traces: async (uploadId) => {
    const bucket = openBucket(s3Settings())
    const found: string[] = []
    for await (const { key } of listBucket(bucket, '')) if (key.includes(uploadId)) found.push(key)
    for await (const { key } of openMultiparts(bucket, ''))
      if (key.includes(uploadId)) found.push(`${key}, parts`)
    bucket.client.destroy()
    return found
  },
})

describe('the S3 store', () => {
  let store: ObjectStore
  let bucket: Bucket
  beforeAll(() => {
    store = openS3Store(s3Settings())
    bucket = openBucket(s3Settings())
  })
  afterAll(() => {
    store.close()
    bucket.client.destroy()
  })
  const key = () => `s3/${randomUUID()}`
  const parts = (of: string) => listed(openMultiparts(bucket, of))

  test('no part of a put that broke or was aborted stays in the bucket', async () => {
    const broken = key()
    await expect(store.put(broken, brokenBytes(30 * MiB, new Error('gone')))).rejects.toThrow('gone')
    expect(await parts(broken)).toEqual([])
    const aborted = key()
    const stop = new AbortController()
    const { body, stalled } = stalledBytes(30 * MiB)
    const putting = store.put(aborted, body, { signal: stop.signal })
    await stalled
    expect(await parts(aborted)).toHaveLength(1)
    stop.abort()
    await expect(putting).rejects.toMatchObject({ name: 'AbortError' })
    expect(await parts(aborted)).toEqual([])
  })

  test('parts that a crash left are swept when they are old, and not before', async () => {
    const left = key()
    await bucket.client.createMultipartUpload({ Bucket: bucket.name, Key: left })
    await store.removeLeftovers(3_600_000)
    expect(await parts(left)).toHaveLength(1)
    expect(await store.removeLeftovers(-60_000)).toBeGreaterThanOrEqual(1)
    expect(await parts(left)).toEqual([])
  })

  test('keeps the content type', async () => {
    for (const [bytes, contentType] of [
      [10, 'video/mp4'],
      [10 * MiB, 'video/quicktime'],
    ] as const) {
      const typed = key()
      await store.put(typed, madeBytes(bytes), { contentType })
      const head = await bucket.client.headObject({ Bucket: bucket.name, Key: typed })
      expect(head.ContentType).toBe(contentType)
    }
  })

  test('a signed URL reads its object, and a range of it, without any key', async () => {
    const signed = key()
    await store.put(signed, madeBytes(1000))
    const url = (await store.signedUrl(signed, 60)) ?? ''
    const whole = await fetch(url)
    expect(whole.status).toBe(200)
    expect((await whole.arrayBuffer()).byteLength).toBe(1000)
    const range = await fetch(url, { headers: { range: 'bytes=10-19' } })
    expect(range.status).toBe(206)
    expect((await range.arrayBuffer()).byteLength).toBe(10)
  })

  test('a signed URL that was altered, or is used for anything else, is refused', async () => {
    const [signed, other] = [key(), key()]
    await store.put(signed, madeBytes(10))
    await store.put(other, madeBytes(10))
    const url = new URL((await store.signedUrl(signed, 60)) ?? '')
    const altered = (change: (url: URL) => void) => {
      const next = new URL(url)
      change(next)
      return fetch(next)
    }
    const answers = await Promise.all([
      altered((next) => {
        next.pathname = next.pathname.replace(signed, other)
      }),
      altered((next) => next.searchParams.set('X-Amz-Expires', '86400')),
      altered((next) => next.searchParams.set('X-Amz-Signature', '0'.repeat(64))),
      altered((next) => next.searchParams.delete('X-Amz-Signature')),
      altered((next) => {
        next.search = ''
      }),
      fetch(url, { method: 'PUT', body: 'mine' }),
      fetch(url, { method: 'DELETE' }),
    ])
    for (const { status } of answers) expect([400, 401, 403]).toContain(status)
    expect(await store.size(signed)).toBe(10)
  })

  test('a signed URL ends when it was said to', async () => {
    const signed = key()
    await store.put(signed, madeBytes(10))
    const url = (await store.signedUrl(signed, 1)) ?? ''
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect((await fetch(url)).status).toBe(403)
  })

  test('more viewers read at once than the SDK has sockets for by default', async () => {
    const read = key()
    await store.put(read, madeBytes(4 * MiB))
    const streams = await Promise.all(Array.from({ length: 80 }, () => store.read(read)))
    expect(await store.size(read)).toBe(4 * MiB)
    for (const stream of streams) stream.destroy()
  })

  test.each([
    ['there is no such bucket.', { bucket: 'nobody-made-this' }],
    ['the keys are wrong, or may not write to it.', { secretAccessKey: 'not the right one' }],
    ['nothing answers there.', { endpoint: 'http://127.0.0.1:9' }],
  ])('a store that cannot be used says why: %s', async (sentence, wrong) => {
    const settings = { ...s3Settings(), ...wrong }
    const unusable = openS3Store(settings)
    await expect(unusable.check()).rejects.toThrow(
      `The bucket “${settings.bucket}” at ${settings.endpoint} cannot be used: ${sentence}`,
    )
    unusable.close()
  })

  test('an object S3 refuses to remove is no quiet success', async () => {
    const refusing = createServer((request, response) => {
      request.resume()
      response.setHeader('content-type', 'application/xml')
      response.end(
        '<DeleteResult><Error><Key>a</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error></DeleteResult>',
      )
    })
    await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve))
    const { port } = refusing.address() as AddressInfo
    const refused = openS3Store({ ...s3Settings(), endpoint: `http://127.0.0.1:${port}` })
    try {
      await expect(refused.remove(['a', 'b'])).rejects.toThrow(
        'all but 1 objects, a among them: Access Denied',
      )
    } finally {
      refused.close()
      refusing.closeAllConnections()
      refusing.close()
    }
  })
})
