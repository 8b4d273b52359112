import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { isErrno } from './errno.ts'
import { assertPrefix, isKey } from './keys.ts'
import type { StoredObject } from './object-store.ts'

/**
 * The files below `root` whose key starts with `prefix`, in key order; memory is one folder's names at each depth.
 * Dotted names are not objects. What is removed meanwhile may be missing, what is added may be left out.
 */
export async function* listFolder(root: string, prefix: string): AsyncGenerator<StoredObject> {
  assertPrefix(prefix)
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1)
  yield* walk(root, folder, prefix)
}

async function* walk(root: string, folder: string, prefix: string): AsyncGenerator<StoredObject> {
  for (const entry of await entriesInKeyOrder(path.join(root, folder))) {
    const key = folder + entry.name
    if (entry.isDirectory()) {
      const below = `${key}/`
      if (isKey(key) && (below.startsWith(prefix) || prefix.startsWith(below)))
        yield* walk(root, below, prefix)
    } else if (entry.isFile() && isKey(key) && key.startsWith(prefix)) {
      const bytes = await sizeOf(path.join(root, key))
      if (bytes !== undefined) yield { key, bytes }
    }
  }
}

async function entriesInKeyOrder(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    // In keys a folder's name goes on with a slash, which sorts after `-` and `.` and before letters.
    const sortable = (entry: Dirent) => (entry.isDirectory() ? `${entry.name}/` : entry.name)
    return entries.sort((a, b) => (sortable(a) < sortable(b) ? -1 : 1))
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return []
    throw error
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined
    throw error
  }
}
