import { randomUUID } from 'node:crypto'
import { type FileHandle, link, mkdir, open, rm, stat, unlink } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { withinObject } from './byte-range.ts'
import { incomingFolder, objectFile } from './disk-layout.ts'
import { removeDiskLeftovers } from './disk-leftovers.ts'
import { isErrno } from './errno.ts'
import { assertKey } from './keys.ts'
import { listFolder } from './list-folder.ts'
import { type ByteRange, ObjectMissing, type ObjectStore } from './object-store.ts'
import { openPlainFile, pieceBytes } from './plain-file.ts'
import { pruneFolders, publishFile } from './publish-file.ts'
import { writeBody } from './write-body.ts'

const objectMode = 0o440

/** Another device, or a file system or a container without hard links; or the file is gone, as reading it will tell. */
const cannotLink = 'EXDEV EPERM EACCES ENOTSUP EOPNOTSUPP EMLINK ENOSYS ENOENT'.split(' ')

/**
 * Objects as files below `folder`, which is made when first written to. Several processes may share it. Object files
 * are not writable, as copyToFile may hand out a second name of the same file.
 */
export function openDiskStore(folder: string): ObjectStore {
  const root = path.resolve(folder)
  return {
    put: (key, body, options = {}) => put(root, key, body, options.signal),
    putFile: (key, file, options = {}) => putFile(root, key, file, options.signal),
    size: (key) => size(root, key),
    read: (key, range, signal) => read(root, key, range, signal),
    copyToFile: (key, file, signal) => copyToFile(root, key, file, signal),
    signedUrl: async (key) => {
      assertKey(key)
      return undefined
    },
    remove: (keys) => remove(root, keys),
    abortWrites: async () => undefined,
    list: (prefix) => listFolder(root, prefix),
    removeLeftovers: (olderThanMs) => removeDiskLeftovers(root, olderThanMs),
    check: () => check(root),
    close: () => undefined,
  }
}

async function put(root: string, key: string, body: Readable, signal?: AbortSignal): Promise<number> {
  try {
    const target = objectFile(root, key)
    return await publish(await writeIncoming(root, body, signal), target, signal)
  } catch (error) {
    // Whoever feeds the body must not wait for a reader that will never come.
    body.destroy()
    throw error
  }
}

async function putFile(root: string, key: string, file: string, signal?: AbortSignal): Promise<number> {
  const target = objectFile(root, key)
  signal?.throwIfAborted()
  const linked = await linkIncoming(root, file)
  if (linked) {
    const bytes = await publish(linked, target, signal)
    // Where it was the object already, moving it there left both names.
    await rm(linked.file, { force: true })
    return bytes
  }
  const handle = await openPlainFile(file)
  return put(root, key, handle.createReadStream({ highWaterMark: pieceBytes }), signal)
}

async function publish({ file, bytes }: Incoming, target: string, signal?: AbortSignal): Promise<number> {
  try {
    signal?.throwIfAborted()
    await publishFile(file, target)
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
  return bytes
}

/** A whole file that lasts, and is not yet an object. */
interface Incoming {
  readonly file: string
  readonly bytes: number
}

/** A second name for the file; undefined where it cannot have one here. */
async function linkIncoming(root: string, given: string): Promise<Incoming | undefined> {
  const file = path.join(incomingFolder(root), randomUUID())
  await mkdir(incomingFolder(root), { recursive: true })
  try {
    await link(given, file)
  } catch (error) {
    if (isErrno(error, ...cannotLink)) return undefined
    throw error
  }
  try {
    const handle = await openPlainFile(file)
    try {
      await handle.chmod(objectMode)
      await handle.sync()
      return { file, bytes: (await handle.stat()).size }
    } finally {
      await handle.close()
    }
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
}

async function writeIncoming(root: string, body: Readable, signal?: AbortSignal): Promise<Incoming> {
  const file = path.join(incomingFolder(root), randomUUID())
  await mkdir(incomingFolder(root), { recursive: true })
  const handle = await open(file, 'wx', objectMode)
  try {
    try {
      const bytes = await writeBody(handle, body, { signal })
      await handle.sync()
      return { file, bytes }
    } finally {
      await handle.close()
    }
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
}

async function size(root: string, key: string): Promise<number | undefined> {
  try {
    const found = await stat(objectFile(root, key))
    return found.isFile() ? found.size : undefined
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

async function read(root: string, key: string, range?: ByteRange, signal?: AbortSignal): Promise<Readable> {
  const { handle, bytes } = await openObject(root, key)
  try {
    signal?.throwIfAborted()
    const { start, end } = withinObject(range, bytes)
    if (start === end) {
      await handle.close()
      return Readable.from([])
    }
    const stream = handle.createReadStream({ start, end: end - 1, ...(signal && { signal }) })
    // An abort before the reader has attached is the reader's to see, not the end of the process.
    stream.on('error', () => undefined)
    return stream
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function openObject(root: string, key: string): Promise<{ handle: FileHandle; bytes: number }> {
  let handle: FileHandle
  try {
    handle = await open(objectFile(root, key), 'r')
  } catch (error) {
    throw isMissing(error) ? new ObjectMissing(key) : error
  }
  const found = await handle.stat()
  if (found.isFile()) return { handle, bytes: found.size }
  await handle.close()
  throw new ObjectMissing(key)
}

async function copyToFile(root: string, key: string, file: string, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  if ((await size(root, key)) === undefined) throw new ObjectMissing(key)
  await rm(file, { force: true })
  try {
    await link(objectFile(root, key), file)
    return
  } catch (error) {
    if (!isErrno(error, ...cannotLink)) throw error
  }
  const source = await read(root, key, undefined, signal)
  try {
    const handle = await open(file, 'wx', 0o640)
    await pipeline(source, handle.createWriteStream(), signal ? { signal } : {})
  } catch (error) {
    source.destroy()
    await rm(file, { force: true })
    throw error
  }
}

async function remove(root: string, keys: readonly string[]): Promise<void> {
  const files = keys.map((key) => objectFile(root, key))
  for (const file of files) {
    try {
      await unlink(file)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }
  for (const folder of new Set(files.map((file) => path.dirname(file)))) await pruneFolders(folder, root)
}

async function check(root: string): Promise<void> {
  const file = path.join(incomingFolder(root), randomUUID())
  try {
    await mkdir(incomingFolder(root), { recursive: true })
    const handle = await open(file, 'wx')
    try {
      await handle.write('x')
    } finally {
      await handle.close()
      await rm(file, { force: true })
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`The storage folder ${root} cannot be written to: ${reason}`, { cause })
  }
}

/** A folder where an object is asked for is no object: Linux says EISDIR to unlink and open, macOS EPERM. */
const isMissing = (error: unknown): boolean => isErrno(error, 'ENOENT', 'ENOTDIR', 'EISDIR')
