import { claimUpload } from './kept-uploads.ts'

/**
 * Recordings that were made on this device and are nowhere else yet, in the browser's private folder: they outlive a
 * reload. One is several parts in a row. Where the browser keeps nothing, all of this does nothing.
 */
async function folderOf(personId: string, key?: string): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory()
  const all = await root.getDirectoryHandle('uploads', { create: true })
  const own = await all.getDirectoryHandle(personId, { create: true })
  return key === undefined ? own : own.getDirectoryHandle(key, { create: true })
}

/** Where the next part can be written; undefined where nothing can be kept. */
export async function newKeptPart(
  personId: string,
  key: string,
  no: number,
): Promise<FileSystemFileHandle | undefined> {
  try {
    const folder = await folderOf(personId, key)
    const part = await folder.getFileHandle(String(no).padStart(6, '0'), { create: true })
    return 'createWritable' in part ? part : undefined
  } catch {
    return undefined
  }
}

/** Answers whether it is kept now. */
export async function keepPart(personId: string, key: string, no: number, bytes: Blob): Promise<boolean> {
  try {
    const writable = await (await newKeptPart(personId, key, no))?.createWritable()
    await writable?.write(bytes)
    await writable?.close()
    return writable !== undefined
  } catch {
    return false
  }
}

/** All its parts as one file; undefined where nothing of it is here. */
export async function openKeptFile(
  personId: string,
  key: string,
  { filename, type }: { readonly filename: string; readonly type: string },
): Promise<File | undefined> {
  try {
    const parts: [string, File][] = []
    const folder = await (await folderOf(personId)).getDirectoryHandle(key)
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === 'file') parts.push([name, await (handle as FileSystemFileHandle).getFile()])
    }
    const inOrder = parts.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part)
    const file = new File(inOrder, filename, { type })
    return file.size > 0 ? file : undefined
  } catch {
    return undefined
  }
}

export async function dropKeptFile(personId: string, key: string): Promise<void> {
  try {
    await (await folderOf(personId)).removeEntry(key, { recursive: true })
  } catch {
    // It was not there.
  }
}

/** Clears away what no upload stands for any more. */
export async function sweepKeptFiles(personId: string, keys: ReadonlySet<string>): Promise<void> {
  try {
    const folder = await folderOf(personId)
    for await (const name of folder.keys()) {
      // What another window is making just now is its own.
      if (!keys.has(name) && (await claimUpload(name))) await dropKeptFile(personId, name)
    }
  } catch {
    // Nothing is kept here.
  }
}
