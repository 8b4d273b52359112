import { randomBytes, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KeyRefused } from '../../../src/platform/storage/keys.ts'
import { ObjectMissing, type ObjectStore } from '../../../src/platform/storage/object-store.ts'
import { allOf, brokenBytes, listed, madeBytes, sha256Of, stalledBytes } from './bytes.ts'

const MiB = 2 ** 20

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** The promises of the ObjectStore port, asked of one store. Tests keep to keys of their own: the store may be shared. */
export function storeContract(name: string, open: () => Promise<ObjectStore>): void {
  describe(`${name} keeps the promises of a store`, () => {
    let store: ObjectStore
    let scratch: string

    beforeAll(async () => {
      store = await open()
      scratch = await mkdtemp(path.join(tmpdir(), 'interlude-store-'))
    })
    afterAll(async () => {
      store.close()
      await rm(scratch, { recursive: true, force: true })
    })

    const folder = () => `contract/${randomUUID()}`
    const put = (key: string, text: string) => store.put(key, Readable.from([Buffer.from(text)]))
    const text = async (key: string, start?: number, end?: number) =>
      (
        await allOf(await store.read(key, start === undefined ? undefined : { start, end: end ?? start }))
      ).toString()

    test('a check of a working store passes, twice', async () => {
      await store.check()
      await store.check()
    })

    test('what was put is what is read, with its size', async () => {
      const key = `${folder()}/a.bin`
      const bytes = randomBytes(300_000)
      expect(await store.put(key, Readable.from([bytes]), { contentType: 'video/mp4' })).toBe(300_000)
      expect(await store.size(key)).toBe(300_000)
      expect((await allOf(await store.read(key))).equals(bytes)).toBe(true)
    })

    test('an empty object is an object', async () => {
      const key = `${folder()}/empty`
      expect(await store.put(key, Readable.from([]))).toBe(0)
      expect(await store.size(key)).toBe(0)
      expect(await text(key)).toBe('')
      expect(await text(key, 0, 10)).toBe('')
    })

    test('a range is half-open, an end past the object is its end, a range past it is empty', async () => {
      const key = `${folder()}/ten`
      await put(key, '0123456789')
      expect(await text(key, 0, 1)).toBe('0')
      expect(await text(key, 3, 7)).toBe('3456')
      expect(await text(key, 9, 10)).toBe('9')
      expect(await text(key, 0, 10)).toBe('0123456789')
      expect(await text(key, 8, 99)).toBe('89')
      expect(await text(key, 4, 4)).toBe('')
      expect(await text(key, 10, 11)).toBe('')
      expect(await text(key, 2 ** 40, 2 ** 40 + 1)).toBe('')
    })

    test('a range that runs backwards or is no whole number is refused', async () => {
      const key = `${folder()}/ten`
      await put(key, '0123456789')
      for (const [start, end] of [
        [5, 4],
        [-1, 4],
        [0.5, 4],
        [0, Number.NaN],
        [0, Number.POSITIVE_INFINITY],
      ] as const) {
        await expect(store.read(key, { start, end })).rejects.toThrow(RangeError)
      }
    })

    test('what is not there has no size, and reading it says so', async () => {
      const key = `${folder()}/none`
      const file = path.join(scratch, randomUUID())
      expect(await store.size(key)).toBeUndefined()
      await expect(store.read(key)).rejects.toThrow(ObjectMissing)
      await expect(store.read(key, { start: 0, end: 1 })).rejects.toThrow(ObjectMissing)
      await expect(store.read(key, { start: 3, end: 3 })).rejects.toThrow(ObjectMissing)
      await expect(store.copyToFile(key, file)).rejects.toThrow(ObjectMissing)
      await expect(readFile(file)).rejects.toThrow('ENOENT')
    })

    test('a later put replaces the object', async () => {
      const key = `${folder()}/a`
      await put(key, 'the first, longer text')
      await put(key, 'the second')
      expect(await text(key)).toBe('the second')
      expect(await store.size(key)).toBe(10)
    })

    test.each([
      ['before its first byte', 0],
      ['early', 100_000],
      ['after many parts', 20 * MiB],
    ])('a body that breaks %s leaves nothing', async (_when, bytes) => {
      const at = folder()
      const gone = new Error('the client is gone')
      await expect(store.put(`${at}/a`, brokenBytes(bytes, gone))).rejects.toThrow('the client is gone')
      expect(await store.size(`${at}/a`)).toBeUndefined()
      expect(await listed(store.list(at))).toEqual([])
    })

    test('a body that breaks leaves the object that was there', async () => {
      const key = `${folder()}/a`
      await put(key, 'stands')
      await expect(store.put(key, brokenBytes(9 * MiB, new Error('gone')))).rejects.toThrow('gone')
      expect(await text(key)).toBe('stands')
    })

    test.each([
      ['with little written', 1000],
      ['with many parts written', 20 * MiB],
    ])('an abort %s ends the put at once and leaves nothing', async (_when, bytes) => {
      const at = folder()
      const stop = new AbortController()
      const { body, stalled } = stalledBytes(bytes)
      const putting = store.put(`${at}/a`, body, { signal: stop.signal })
      await stalled
      stop.abort()
      await expect(putting).rejects.toMatchObject({ name: 'AbortError' })
      expect(body.destroyed).toBe(true)
      expect(await store.size(`${at}/a`)).toBeUndefined()
      expect(await listed(store.list(at))).toEqual([])
    })

    test('a put under a signal that has already aborted does nothing', async () => {
      const key = `${folder()}/a`
      const body = madeBytes(10)
      await expect(store.put(key, body, { signal: AbortSignal.abort() })).rejects.toMatchObject({
        name: 'AbortError',
      })
      expect(body.destroyed).toBe(true)
      expect(await store.size(key)).toBeUndefined()
    })

    test('256 MiB go in and out whole, in far less memory', async () => {
      const key = `${folder()}/large`
      const bytes = 256 * MiB
      const memory = watchMemory()
      expect(await store.put(key, madeBytes(bytes))).toBe(bytes)
      const put = memory.peak()
      const sum = await sha256Of(await store.read(key))
      const read = memory.peak()
      memory.stop()
      expect(sum).toBe(await sha256Of(madeBytes(bytes)))
      expect(put).toBeLessThan(128 * MiB)
      expect(read).toBeLessThan(128 * MiB)
    })

    test('a file becomes an object, which stays when the file goes, and replaces what was there', async () => {
      const key = `${folder()}/placed`
      const file = path.join(scratch, randomUUID())
      await put(key, 'an older one')
      await pipeline(madeBytes(9 * MiB), createWriteStream(file))
      expect(await store.putFile(key, file, { contentType: 'video/mp4' })).toBe(9 * MiB)
      // As after an answer that was lost.
      expect(await store.putFile(key, file, { contentType: 'video/mp4' })).toBe(9 * MiB)
      await rm(file, { force: true })
      expect(await store.size(key)).toBe(9 * MiB)
      expect(await sha256Of(await store.read(key))).toBe(await sha256Of(madeBytes(9 * MiB)))
      await store.remove([key])
    })

    test('a file that is missing or a link, a key that is none, and an aborted signal make no object', async () => {
      const key = `${folder()}/placed`
      const file = path.join(scratch, randomUUID())
      await writeFile(file, 'text')
      const linked = path.join(scratch, randomUUID())
      await symlink(file, linked)
      await expect(store.putFile(key, `${file}-not`)).rejects.toThrow('ENOENT')
      await expect(store.putFile(key, linked)).rejects.toThrow('ELOOP')
      await expect(store.putFile('../placed', file)).rejects.toThrow(KeyRefused)
      const aborted = store.putFile(key, file, { signal: AbortSignal.abort() })
      await expect(aborted).rejects.toMatchObject({ name: 'AbortError' })
      expect(await store.size(key)).toBeUndefined()
      expect(await readFile(file, 'utf8')).toBe('text')
    })

    test('a copy is a file with the same bytes and replaces what was there', async () => {
      const key = `${folder()}/copied`
      const file = path.join(scratch, randomUUID())
      await store.put(key, madeBytes(3 * MiB))
      await writeFile(file, 'an older, broken copy')
      await store.copyToFile(key, file)
      await store.copyToFile(key, file)
      expect((await readFile(file)).equals(await allOf(madeBytes(3 * MiB)))).toBe(true)
      await store.remove([key])
      expect((await readFile(file)).length).toBe(3 * MiB)
    })

    test('a copy under an aborted signal leaves no file', async () => {
      const key = `${folder()}/copied`
      const file = path.join(scratch, randomUUID())
      await put(key, 'text')
      await expect(store.copyToFile(key, file, AbortSignal.abort())).rejects.toMatchObject({
        name: 'AbortError',
      })
      await expect(readFile(file)).rejects.toThrow('ENOENT')
    })

    test('the list is in key order and holds what starts with the prefix', async () => {
      const at = folder()
      const names = ['b', 'a/z', 'a-b/c', 'a.b', 'a0', 'a/b/c', 'B', '_', 'c/1', 'c/10', 'c/2']
      for (const name of names) await put(`${at}/${name}`, name)
      const all = names.map((name) => ({ key: `${at}/${name}`, bytes: name.length }))
      const inOrder = all.sort((x, y) => (x.key < y.key ? -1 : 1))
      const under = (prefix: string) => inOrder.filter(({ key }) => key.startsWith(prefix))
      for (const prefix of ['', '/', '/a', '/a/', '/a/b', '/a/b/c', '/c/1', '/b', '/nothing', '/a/z/']) {
        expect(await listed(store.list(at + prefix)), prefix).toEqual(under(at + prefix))
      }
      expect(under(`${at}/a`).length).toBe(5)
    })

    test('a list of more than a thousand objects is whole', { timeout: 120_000 }, async () => {
      const at = folder()
      const keys = Array.from({ length: 1205 }, (_, n) => `${at}/${String(n).padStart(5, '0')}`)
      for (let n = 0; n < keys.length; n += 40) {
        await Promise.all(keys.slice(n, n + 40).map((key) => put(key, '.')))
      }
      expect((await listed(store.list(`${at}/`))).map(({ key }) => key)).toEqual(keys)
      await store.remove(keys)
      expect(await listed(store.list(`${at}/`))).toEqual([])
    })

    test('removing twice, or what never was, is no error', async () => {
      const at = folder()
      await put(`${at}/a`, 'a')
      await put(`${at}/b`, 'b')
      await store.remove([`${at}/a`, `${at}/none`, `${at}/none/below`])
      await store.remove([`${at}/a`])
      await store.remove([])
      expect((await listed(store.list(at))).map(({ key }) => key)).toEqual([`${at}/b`])
    })

    test('putting and removing side by side in one folder loses no object', async () => {
      const at = folder()
      const turns = Array.from({ length: 25 }, (_, n) => n)
      const passing = turns.map(async (n) => {
        await put(`${at}/deep/er/passing-${n}`, 'passing')
        await store.remove([`${at}/deep/er/passing-${n}`])
      })
      const staying = turns.map((n) => sleep(n % 7).then(() => put(`${at}/deep/er/staying-${n}`, 'staying')))
      await Promise.all([...passing, ...staying])
      const left = await listed(store.list(at))
      expect(left.map(({ key }) => key)).toEqual(turns.map((n) => `${at}/deep/er/staying-${n}`).sort())
    })

    test('of puts to one key at once, one whole version stands', async () => {
      const key = `${folder()}/contended`
      const versions = ['a', 'b', 'c', 'd'].map((letter, n) => Buffer.alloc(9 * MiB + n, letter))
      const written = await Promise.all(versions.map((bytes) => store.put(key, Readable.from([bytes]))))
      expect(written).toEqual(versions.map(({ length }) => length))
      const standing = await allOf(await store.read(key))
      expect(versions.filter((bytes) => bytes.equals(standing))).toHaveLength(1)
    })

    test.each([
      '',
      '/',
      '/etc/passwd',
      'a//b',
      'a/',
      '.',
      '..',
      '../a',
      'a/../../b',
      'a/..',
      './a',
      '.incoming/a',
      'a/.hidden',
      'a\\b',
      'a\0b',
      'a b',
      'ä',
      'a\n',
      'a%2fb',
      'a?b',
      'C:a',
      'a'.repeat(129),
      Array.from({ length: 300 }, () => 'a').join('/'),
    ])('the key %j is refused by every method', async (key) => {
      const file = path.join(scratch, randomUUID())
      const body = madeBytes(10)
      await expect(store.put(key, body)).rejects.toThrow(KeyRefused)
      expect(body.destroyed).toBe(true)
      await expect(store.size(key)).rejects.toThrow(KeyRefused)
      await expect(store.read(key)).rejects.toThrow(KeyRefused)
      await expect(store.copyToFile(key, file)).rejects.toThrow(KeyRefused)
      await expect(store.remove([key])).rejects.toThrow(KeyRefused)
      await expect(store.signedUrl(key, 60)).rejects.toThrow(KeyRefused)
      if (key !== '' && !key.endsWith('/')) await expect(listed(store.list(key))).rejects.toThrow(KeyRefused)
    })

    test('one refused key among others removes none of them', async () => {
      const at = folder()
      await put(`${at}/a`, 'a')
      await expect(store.remove([`${at}/a`, '../b'])).rejects.toThrow(KeyRefused)
      expect(await text(`${at}/a`)).toBe('a')
    })

    test('an abort while reading ends the stream with an error', async () => {
      const key = `${folder()}/large`
      await store.put(key, madeBytes(8 * MiB))
      const stop = new AbortController()
      const stream = await store.read(key, undefined, stop.signal)
      let seen = 0
      const reading = (async () => {
        for await (const chunk of stream) {
          seen += chunk.length
          stop.abort()
        }
      })()
      await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
      expect(seen).toBeLessThan(8 * MiB)
    })

    test('an abort that nobody is listening for yet ends nothing but the stream', async () => {
      const key = `${folder()}/a`
      await put(key, 'text')
      const stop = new AbortController()
      const stream = await store.read(key, undefined, stop.signal)
      stop.abort()
      await sleep(20)
      await expect(allOf(stream)).rejects.toMatchObject({ name: 'AbortError' })
      await expect(store.read(key, undefined, stop.signal)).rejects.toMatchObject({ name: 'AbortError' })
    })
  })
}

/**
 * How far the memory of buffers in use rose above where it stood, sampled every 100 ms. Garbage is collected before
 * each look: what waits for a collection is as much as V8 likes, and says nothing about the store.
 */
function watchMemory() {
  const now = () => {
    collectGarbage()
    return process.memoryUsage().arrayBuffers
  }
  const start = now()
  let highest = 0
  const timer = setInterval(() => {
    highest = Math.max(highest, now() - start)
  }, 100)
  return { peak: () => highest, stop: () => clearInterval(timer) }
}
