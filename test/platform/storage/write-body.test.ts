import { randomBytes } from 'node:crypto'
import { type FileHandle, mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gather } from '../../../src/platform/gather.ts'
import { writeBody } from '../../../src/platform/storage/write-body.ts'
import { allOf, brokenBytes, madeBytes, sha256Of, stalledBytes } from './bytes.ts'

const MiB = 2 ** 20
let folder: string
let file: string
let handle: FileHandle
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'interlude-write-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function onFile(work: () => Promise<void>): Promise<void> {
  file = path.join(folder, randomBytes(8).toString('hex'))
  handle = await open(file, 'wx')
  try {
    await work()
  } finally {
    await handle.close()
  }
}

type Written = Promise<{ bytesWritten: number }>
/** The handle, with another way to write; `write` writes `most` bytes at most. */
const writing = (how: (write: (most?: number) => Written) => Written): FileHandle =>
  new Proxy(handle, {
    get: (real, name) =>
      name === 'write'
        ? (bytes: Buffer, offset: number, length: number, at: number) =>
            how((most = length) => real.write(bytes, offset, Math.min(length, most), at))
        : Reflect.get(real, name),
  })

describe('a body that is written to a file', () => {
  test('stands there whole, from the byte on that it was for', () =>
    onFile(async () => {
      await handle.write('0123456789')
      expect(await writeBody(handle, Readable.from([Buffer.from('abc'), Buffer.from('de')]))).toBe(5)
      expect(await writeBody(handle, Readable.from([Buffer.from('XYZ')]), { start: 8 })).toBe(3)
      expect(await readFile(file, 'utf8')).toBe('abcde567XYZ')
      expect(await writeBody(handle, Readable.from([]))).toBe(0)
    }))

  test('is right where its pieces are filled again', () =>
    onFile(async () => {
      const bytes = 37 * MiB + 11
      const body = Readable.from(gather(madeBytes(bytes)), { objectMode: false })
      expect(await writeBody(handle, body)).toBe(bytes)
      expect(await sha256Of(Readable.from([await readFile(file)]))).toBe(await sha256Of(madeBytes(bytes)))
    }))

  test('gives its pieces back once they are written, and no earlier', () =>
    onFile(async () => {
      const source = new Readable({ read: () => undefined })
      const pieces = gather(source, { pieceBytes: 1000 })
      const next = async (letter: string): Promise<Buffer> => {
        source.push(Buffer.alloc(1000, letter))
        return (await pieces.next()).value
      }
      const first = await next('a')
      // What was given back by now would be filled with what comes next.
      const late = writing(async (write) => {
        await next('b')
        return write()
      })
      await writeBody(late, Readable.from([first]))
      expect(await readFile(file, 'utf8')).toBe('a'.repeat(1000))
      expect((await next('c')).buffer).toBe(first.buffer)
    }))

  test('is whole where the system takes less at a time than it is given', () =>
    onFile(async () => {
      const little = writing((write) => write(1000))
      expect(await writeBody(little, madeBytes(100_500))).toBe(100_500)
      expect((await readFile(file)).equals(await allOf(madeBytes(100_500)))).toBe(true)
    }))

  test('that breaks stands as far as it came', () =>
    onFile(async () => {
      const pieces = gather(brokenBytes(3 * MiB, new Error('gone')))
      const whatCame = async function* () {
        yield* pieces
      }
      await expect(writeBody(handle, Readable.from(whatCame(), { objectMode: false }))).rejects.toThrow(
        'gone',
      )
      const written = await readFile(file)
      expect(written.equals((await allOf(madeBytes(3 * MiB))).subarray(0, written.length))).toBe(true)
    }))

  test('that stalls is given up at once when it is told to', () =>
    onFile(async () => {
      const stop = new AbortController()
      const { body, stalled } = stalledBytes(200_000)
      const writing = writeBody(handle, body, { signal: stop.signal })
      await stalled
      stop.abort()
      await expect(writing).rejects.toMatchObject({ name: 'AbortError' })
      expect(body.destroyed).toBe(true)
    }))

  test('ends its sender where the file cannot be written', () =>
    onFile(async () => {
      const onlyRead = await open(file, 'r')
      const body = madeBytes(5 * MiB)
      try {
        await expect(writeBody(onlyRead, body)).rejects.toMatchObject({ code: 'EBADF' })
      } finally {
        await onlyRead.close()
      }
      expect(body.destroyed).toBe(true)
    }))
})
