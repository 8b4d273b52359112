import { randomUUID } from 'node:crypto'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { type DataStore, ERRORS, Server, Upload } from '@tus/server'
import { describe, expect, test } from 'vitest'
import { ObjectMissing } from '../../../src/platform/storage/object-store.ts'
import type { Storage } from '../../../src/platform/storage/open-storage.ts'
import { UploadUnfinished } from '../../../src/platform/storage/resumable.ts'
import { brokenBytes, listed, madeBytes, sha256Of } from './bytes.ts'

const MiB = 2 ** 20

interface Place {
  /** Opens the same place anew, as another process would. */
  open(): Promise<Storage>
  /** Names of everything that stands for the upload, whatever it is: files, objects, unfinished parts. */
  traces(uploadId: string): Promise<string[]>
}

/** The promises of the ResumableStore port, asked of one place. */
export function resumableContract(name: string, place: Place): void {
  describe(`${name} lets an upload go on where it broke off`, () => {
    const start = async (size: number | undefined, id: string = randomUUID()) => {
      const { resumable, objects } = await place.open()
      const announced = new Upload({
        id,
        offset: 0,
        metadata: { filename: 'räte.mp4', filetype: 'video/mp4' },
      })
      if (size !== undefined) announced.size = size
      await resumable.dataStore.create(announced)
      return { id, resumable, objects }
    }
    /** The bytes from `start` on, as the client sends them after it asked for the offset. */
    const from = (bytes: number, start: number, end = bytes) =>
      Readable.from(cut(madeBytes(bytes), start, end), { objectMode: false })

    test('a new upload is at 0, with what was announced, and is no object', async () => {
      const { id, objects } = await start(100)
      const { resumable } = await place.open()
      const upload = await resumable.dataStore.getUpload(id)
      expect(upload).toMatchObject({ id, size: 100, offset: 0, metadata: { filename: 'räte.mp4' } })
      expect(resumable.objectKey(id)).toBe(`uploads/${id}`)
      expect(await objects.size(`uploads/${id}`)).toBeUndefined()
      expect(await listed(objects.list(`uploads/${id}`))).toEqual([])
      await expect(resumable.finish(id)).rejects.toThrow(UploadUnfinished)
    })

    test('every process goes on at the right byte, and the whole has the right checksum', async () => {
      const bytes = 30 * MiB + 17
      const { id } = await start(bytes)
      for (const end of [1000, 6 * MiB, 6 * MiB + 1, 22 * MiB + 5, bytes]) {
        const { resumable, objects } = await place.open()
        const { offset } = await resumable.dataStore.getUpload(id)
        expect(await resumable.dataStore.write(from(bytes, offset, end), id, offset)).toBe(end)
        expect((await (await place.open()).resumable.dataStore.getUpload(id)).offset).toBe(end)
        if (end < bytes) expect(await listed(objects.list(`uploads/${id}`))).toEqual([])
      }
      const { resumable, objects } = await place.open()
      expect(await resumable.finish(id)).toEqual({ key: `uploads/${id}`, bytes })
      expect(await sha256Of(await objects.read(`uploads/${id}`))).toBe(await sha256Of(madeBytes(bytes)))
      expect(await place.traces(id)).toEqual([`uploads/${id}`])
    })

    test('what came before a connection broke is kept, and nothing acknowledged is asked again', async () => {
      const bytes = 13 * MiB
      const { id } = await start(bytes)
      let reached = 0
      for (const sent of [3 * MiB, 1 * MiB, 5 * MiB]) {
        const { resumable } = await place.open()
        const body = Readable.from(thenBreak(from(bytes, reached, reached + sent)), { objectMode: false })
        await expect(resumable.dataStore.write(body, id, reached)).rejects.toThrow('reset by the other side')
        const { offset } = await (await place.open()).resumable.dataStore.getUpload(id)
        expect(offset).toBe(reached + sent)
        reached = offset
      }
      const { resumable, objects } = await place.open()
      expect(await resumable.dataStore.write(from(bytes, reached), id, reached)).toBe(bytes)
      await resumable.finish(id)
      expect(await sha256Of(await objects.read(`uploads/${id}`))).toBe(await sha256Of(madeBytes(bytes)))
    })

    test('through tus itself, an upload survives clients that vanish in mid-sentence', async () => {
      const bytes = 16 * MiB
      const { id, resumable, objects } = await start(bytes)
      await using tus = await serve(resumable.dataStore)
      let acknowledged = 0
      for (const sent of [MiB, 9 * MiB, 2 * MiB + 1]) {
        await tus.vanish(
          id,
          acknowledged,
          from(bytes, acknowledged, acknowledged + sent),
          bytes - acknowledged,
        )
        const offset = await tus.offset(id)
        expect(offset).toBeGreaterThan(acknowledged)
        expect(offset).toBeLessThanOrEqual(acknowledged + sent)
        acknowledged = offset
      }
      expect(await tus.send(id, acknowledged, from(bytes, acknowledged))).toBe(204)
      expect(await resumable.finish(id)).toEqual({ key: `uploads/${id}`, bytes })
      expect(await tus.offset(id)).toBe(bytes)
      expect(await sha256Of(await objects.read(`uploads/${id}`))).toBe(await sha256Of(madeBytes(bytes)))
    })

    test('a connection that breaks before its first byte takes nothing away', async () => {
      const { id, resumable } = await start(2 * MiB)
      await resumable.dataStore.write(from(2 * MiB, 0, MiB), id, 0)
      await expect(resumable.dataStore.write(brokenBytes(0, new Error('gone')), id, MiB)).rejects.toThrow(
        'gone',
      )
      expect((await resumable.dataStore.getUpload(id)).offset).toBe(MiB)
    })

    test('a length that is said later, to another process, holds', async () => {
      const { id, resumable } = await start(undefined)
      await resumable.dataStore.write(from(2000, 0, 500), id, 0)
      expect((await resumable.dataStore.getUpload(id)).sizeIsDeferred).toBe(true)
      await expect(resumable.finish(id)).rejects.toThrow(UploadUnfinished)
      await (await place.open()).resumable.dataStore.declareUploadLength(id, 2000)
      expect(await resumable.dataStore.write(from(2000, 500), id, 500)).toBe(2000)
      expect(await resumable.finish(id)).toEqual({ key: `uploads/${id}`, bytes: 2000 })
    })

    test('an upload of nothing finishes as an empty object', async () => {
      const { id, resumable, objects } = await start(0)
      expect(await resumable.finish(id)).toEqual({ key: `uploads/${id}`, bytes: 0 })
      expect(await objects.size(`uploads/${id}`)).toBe(0)
      expect(await place.traces(id)).toEqual([`uploads/${id}`])
    })

    test('finishing twice, and by two at once, gives the same object', async () => {
      const { id, resumable } = await start(3000)
      const other = (await place.open()).resumable
      await resumable.dataStore.write(from(3000, 0), id, 0)
      const finished = { key: `uploads/${id}`, bytes: 3000 }
      expect(await Promise.all([resumable.finish(id), other.finish(id)])).toEqual([finished, finished])
      expect(await resumable.finish(id)).toEqual(finished)
      expect(await place.traces(id)).toEqual([`uploads/${id}`])
    })

    test('a client that lost the last answer learns that all of it is here', async () => {
      const { id, resumable } = await start(3000)
      await resumable.dataStore.write(from(3000, 0), id, 0)
      await resumable.finish(id)
      expect(await resumable.dataStore.getUpload(id)).toMatchObject({ size: 3000, offset: 3000 })
    })

    test('tus does not remove a finished upload, nor one whose bytes are all here', async () => {
      const { id, resumable, objects } = await start(3000)
      await resumable.dataStore.write(from(3000, 0), id, 0)
      await expect(resumable.dataStore.remove(id)).rejects.toBe(ERRORS.INVALID_TERMINATION)
      await resumable.finish(id)
      await expect(resumable.dataStore.remove(id)).rejects.toBe(ERRORS.INVALID_TERMINATION)
      expect(await objects.size(`uploads/${id}`)).toBe(3000)
    })

    test.each([
      ['that was only announced', undefined],
      ['with a few bytes', 1000],
      ['with whole parts and a rest', 9 * MiB],
      ['with all its bytes', 12 * MiB],
    ])('discarding an upload %s leaves no trace', async (_which, arrived) => {
      const { id, resumable } = await start(12 * MiB)
      if (arrived) await resumable.dataStore.write(from(12 * MiB, 0, arrived), id, 0)
      expect(await place.traces(id)).not.toEqual([])
      await (await place.open()).resumable.discard(id)
      expect(await place.traces(id)).toEqual([])
      await resumable.discard(id)
      await expect(resumable.dataStore.getUpload(id)).rejects.toMatchObject({ status_code: 404 })
      await expect(resumable.dataStore.remove(id)).rejects.toMatchObject({ status_code: 404 })
      await expect(resumable.finish(id)).rejects.toThrow(ObjectMissing)
    })

    test('discarding a finished upload removes its object', async () => {
      const { id, resumable } = await start(10)
      await resumable.dataStore.write(from(10, 0), id, 0)
      await resumable.finish(id)
      await resumable.discard(id)
      expect(await place.traces(id)).toEqual([])
      await expect(resumable.dataStore.getUpload(id)).rejects.toMatchObject({ status_code: 404 })
    })

    test('an upload that nobody went on with goes with the leftovers, once it is old', async () => {
      const { id, resumable, objects } = await start(12 * MiB)
      await resumable.dataStore.write(from(12 * MiB, 0, 9 * MiB), id, 0)
      await objects.removeLeftovers(3_600_000)
      expect((await resumable.dataStore.getUpload(id)).offset).toBe(9 * MiB)
      // Everything that is unfinished is older than the future; others' tests run one after another, so none is hurt.
      await objects.removeLeftovers(-60_000)
      expect(await place.traces(id)).toEqual([])
    })

    test.each(['', '.', '..', '../x', 'a/b', 'a.json', 'a.info', 'ä', 'x'.repeat(65), 'a\0'])(
      'the upload id %j is unknown to tus and refused by the rest',
      async (id) => {
        const { resumable } = await place.open()
        const { dataStore } = resumable
        const unknown = { status_code: 404 }
        await expect(dataStore.getUpload(id)).rejects.toMatchObject(unknown)
        await expect(dataStore.write(madeBytes(1), id, 0)).rejects.toMatchObject(unknown)
        await expect(dataStore.declareUploadLength(id, 1)).rejects.toMatchObject(unknown)
        await expect(dataStore.remove(id)).rejects.toMatchObject(unknown)
        await expect(resumable.finish(id)).rejects.toThrow(RangeError)
        await expect(resumable.discard(id)).rejects.toThrow(RangeError)
        expect(() => resumable.objectKey(id)).toThrow(RangeError)
      },
    )
  })
}

async function* cut(stream: Readable, start: number, end: number): AsyncGenerator<Buffer> {
  let at = 0
  for await (const chunk of stream) {
    const wanted = chunk.subarray(Math.max(0, start - at), Math.max(0, end - at))
    if (wanted.length > 0) yield wanted
    at += chunk.length
    if (at >= end) return
  }
}

async function* thenBreak(stream: Readable): AsyncGenerator<Buffer> {
  yield* stream
  throw new Error('reset by the other side')
}

/** A tus server on a data store, and a client that can vanish. */
async function serve(dataStore: DataStore) {
  const tus = new Server({ path: '/', datastore: dataStore })
  const server = createServer((req, res) => void tus.handle(req, res))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const headers = (offset: number) => ({
    'tus-resumable': '1.0.0',
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
  })
  const url = (id: string) => `http://127.0.0.1:${port}/${id}`
  return {
    send: (id: string, offset: number, body: Readable) =>
      new Promise<number | undefined>((resolve, reject) => {
        const sending = request(url(id), { method: 'PATCH', headers: headers(offset) }, (res) => {
          res.resume()
          resolve(res.statusCode)
        })
        sending.on('error', reject)
        body.pipe(sending)
      }),
    /** Announces `announced` bytes, sends `body`, and tears the connection down. */
    vanish: async (id: string, offset: number, body: Readable, announced: number) => {
      const sending = request(url(id), {
        method: 'PATCH',
        headers: { ...headers(offset), 'content-length': String(announced) },
      })
      sending.on('error', () => undefined)
      for await (const chunk of body) {
        if (!sending.write(chunk)) await new Promise((resolve) => sending.once('drain', resolve))
      }
      await sleep(100)
      sending.destroy()
    },
    offset: async (id: string) => {
      const response = await fetch(url(id), { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } })
      return Number(response.headers.get('upload-offset') ?? Number.NaN)
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
