import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDiskStore } from '../../../src/platform/storage/disk-store.ts'
import { ObjectMissing } from '../../../src/platform/storage/object-store.ts'
import { allOf, brokenBytes, listed, madeBytes, sha256Of, stalledBytes } from './bytes.ts'
import { storeContract } from './contract.ts'

let base: string
beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'interlude-disk-'))
})
afterAll(() => rm(base, { recursive: true, force: true }))

const fresh = () => mkdtemp(path.join(base, 'store-'))

storeContract('the disk store', async () => openDiskStore(await fresh()))

describe('the disk store', () => {
  test('opens on a folder that is not there yet', async () => {
    const store = openDiskStore(path.join(await fresh(), 'not', 'yet'))
    expect(await listed(store.list(''))).toEqual([])
    expect(await store.size('a')).toBeUndefined()
    expect(await store.removeLeftovers(0)).toBe(0)
    await store.put('a', madeBytes(5))
    expect(await store.size('a')).toBe(5)
  })

  test('signs no URLs', async () => {
    const store = openDiskStore(await fresh())
    await store.put('a', madeBytes(5))
    expect(await store.signedUrl('a', 60)).toBeUndefined()
  })

  test('says in a sentence that its folder cannot be written to', async () => {
    const file = path.join(await fresh(), 'file')
    await writeFile(file, '')
    await expect(openDiskStore(file).check()).rejects.toThrow(
      /^The storage folder .*file cannot be written to: /,
    )
  })

  test('an object that is removed while it is read is read to its end', async () => {
    const store = openDiskStore(await fresh())
    await store.put('a', madeBytes(5_000_000))
    const stream = await store.read('a')
    await store.remove(['a'])
    await store.put('a', Readable.from([Buffer.from('other')]))
    expect(await sha256Of(stream)).toBe(await sha256Of(madeBytes(5_000_000)))
  })

  test('what a crash left in the middle of a put is invisible, and goes when it is old', async () => {
    const folder = await fresh()
    const store = openDiskStore(folder)
    const stop = new AbortController()
    const { body } = stalledBytes(100_000)
    const crashed = store.put('clips/a', body, { signal: stop.signal }).catch(() => undefined)
    const incoming = path.join(folder, '.incoming')
    const [name = ''] = await until(
      async () => readdir(incoming).catch(() => []),
      (names) => names.length > 0,
    )

    expect(await listed(store.list(''))).toEqual([])
    expect(await store.size('clips/a')).toBeUndefined()
    expect(await store.removeLeftovers(60_000)).toBe(0)
    const anHourAgo = new Date(Date.now() - 3_600_000)
    await utimes(path.join(incoming, name), anHourAgo, anHourAgo)
    expect(await store.removeLeftovers(60_000)).toBe(1)
    expect(await readdir(incoming)).toEqual([])
    stop.abort()
    await crashed
  })

  test('a put that failed leaves no temporary file', async () => {
    const folder = await fresh()
    const store = openDiskStore(folder)
    await expect(store.put('a', brokenBytes(70_000, new Error('gone')))).rejects.toThrow('gone')
    await store.put('a/b', madeBytes(5))
    await expect(store.put('a', madeBytes(5))).rejects.toThrow()
    await expect(store.put('a/b/c', madeBytes(5))).rejects.toThrow()
    expect(await readdir(path.join(folder, '.incoming'))).toEqual([])
  })

  test('a folder is no object', async () => {
    const store = openDiskStore(await fresh())
    await store.put('a/b', madeBytes(5))
    expect(await store.size('a')).toBeUndefined()
    await expect(store.read('a')).rejects.toThrow(ObjectMissing)
    await expect(store.read('a/b/c')).rejects.toThrow(ObjectMissing)
    await store.remove(['a', 'a/b/c'])
    expect(await store.size('a/b')).toBe(5)
  })

  test('folders go with their last object, and the storage folder stays', async () => {
    const folder = await fresh()
    const store = openDiskStore(folder)
    await store.put('a/b/c', madeBytes(1))
    await store.put('a/d', madeBytes(1))
    await store.remove(['a/b/c'])
    expect(await readdir(path.join(folder, 'a'))).toEqual(['d'])
    await store.remove(['a/d'])
    expect(await readdir(folder)).toEqual(['.incoming'])
  })

  test('a copy is a second name of the same file, which cannot be written to by accident', async () => {
    const folder = await fresh()
    const store = openDiskStore(folder)
    await store.put('a', madeBytes(10))
    const file = path.join(folder, '..', 'copy')
    await store.copyToFile('a', file)
    const [object, copy] = await Promise.all([stat(path.join(folder, 'a')), stat(file)])
    expect(copy.ino).toBe(object.ino)
    expect(copy.mode & 0o222).toBe(0)
  })

  test('a file on the same disk becomes the object without a copy, read-only, and under no third name', async () => {
    const folder = await fresh()
    const store = openDiskStore(folder)
    const file = path.join(folder, '..', 'made')
    await writeFile(file, 'text')
    await store.putFile('a', file)
    await store.putFile('a', file)
    const [object, made] = await Promise.all([stat(path.join(folder, 'a')), stat(file)])
    expect(made.ino).toBe(object.ino)
    expect(object.nlink).toBe(2)
    expect(object.mode & 0o777).toBe(0o440)
    expect(await readdir(path.join(folder, '.incoming'))).toEqual([])
  })

  test('a file from another device becomes an object of its own', async () => {
    const elsewhere = process.platform === 'linux' ? '/dev/shm' : tmpdir()
    const store = openDiskStore(await fresh())
    const folder = await mkdtemp(path.join(elsewhere, 'interlude-'))
    try {
      await writeFile(path.join(folder, 'made'), 'text')
      expect(await store.putFile('a', path.join(folder, 'made'))).toBe(4)
    } finally {
      await rm(folder, { recursive: true })
    }
    expect((await allOf(await store.read('a'))).toString()).toBe('text')
  })

  test('a copy to another device has the same bytes', async () => {
    // Linux always has a second device here; elsewhere this is one more hard link.
    const elsewhere = process.platform === 'linux' ? '/dev/shm' : tmpdir()
    const store = openDiskStore(await fresh())
    const folder = await mkdtemp(path.join(elsewhere, 'interlude-'))
    try {
      await store.put('a', madeBytes(1_000_000))
      await store.copyToFile('a', path.join(folder, 'copy'))
      expect((await readFile(path.join(folder, 'copy'))).equals(await allOf(madeBytes(1_000_000)))).toBe(true)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('files with names that are no keys are not listed', async () => {
    const folder = await fresh()
    const store = openDiskStore(folder)
    await store.put('a/b', madeBytes(1))
    await mkdir(path.join(folder, 'lost+found'))
    for (const name of ['.DS_Store', 'a/.nfs0001', 'a/sp ace', 'lost+found/x']) {
      await writeFile(path.join(folder, name), '')
    }
    expect((await listed(store.list(''))).map(({ key }) => key)).toEqual(['a/b'])
  })

  test('an object that is not read to its end keeps no file open once destroyed', async () => {
    const store = openDiskStore(await fresh())
    await store.put('a', madeBytes(5_000_000))
    const before = await openFiles()
    for (let n = 0; n < 20; n++) {
      const stream = await store.read('a')
      await new Promise((resolve) => stream.once('close', resolve).destroy())
      await expect(store.read('a', { start: 1, end: 0 })).rejects.toThrow(RangeError)
      await store.read('a', { start: 0, end: 0 })
    }
    expect((await openFiles()) - before).toBeLessThan(5)
  })
})

/** How many files this process has open: the number the system gives the next one says it. */
async function openFiles(): Promise<number> {
  const handle = await open('/dev/null')
  try {
    return handle.fd
  } finally {
    await handle.close()
  }
}

async function until<T>(look: () => Promise<T>, found: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await look()
    if (found(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
