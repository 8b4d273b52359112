import { mkdir, open, rm } from 'node:fs/promises'
import path from 'node:path'
import { FileStore } from '@tus/file-store'
import { ERRORS, type Upload } from '@tus/server'
import { objectFile, resumableFolder } from './disk-layout.ts'
import { isErrno } from './errno.ts'
import { ObjectMissing, type ObjectStore } from './object-store.ts'
import { pruneFolders, publishFile } from './publish-file.ts'
import { type ResumableStore, UploadUnfinished, uploadKey } from './resumable.ts'
import { ResumableDataStore, type Unfinished } from './resumable-data-store.ts'
import { uploadNotes } from './upload-notes.ts'
import { writeBody } from './write-body.ts'

/** Resumable uploads on the folder of a disk store. Several processes may share it, one writer for each upload. */
export function openDiskResumable(folder: string, objects: ObjectStore): ResumableStore {
  const root = path.resolve(folder)
  const notes = uploadNotes(resumableFolder(root))
  const unfinished = unfinishedFiles(root, notes)
  const discard = async (uploadId: string) => {
    const object = objectFile(root, uploadKey(uploadId))
    await rm(path.join(resumableFolder(root), uploadId), { force: true })
    await notes.delete(uploadId)
    await rm(object, { force: true })
    await pruneFolders(path.dirname(object), root)
  }
  return {
    dataStore: new ResumableDataStore({ unfinished, objectSize: objects.size, discard }),
    objectKey: uploadKey,
    finish: async (uploadId) => {
      const key = uploadKey(uploadId)
      const bytes = (await objects.size(key)) ?? (await publish(root, unfinished, objects, uploadId))
      await notes.delete(uploadId)
      return { key, bytes }
    },
    discard,
  }
}

async function publish(
  root: string,
  unfinished: Unfinished,
  objects: ObjectStore,
  uploadId: string,
): Promise<number> {
  const key = uploadKey(uploadId)
  const file = path.join(resumableFolder(root), uploadId)
  try {
    const upload = await unfinished.getUpload(uploadId)
    if (upload.offset !== upload.size) throw new UploadUnfinished(uploadId)
    const handle = await open(file, 'r')
    try {
      await handle.chmod(0o440)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await publishFile(file, objectFile(root, key))
    return upload.size
  } catch (error) {
    const isGone =
      isErrno(error, 'ENOENT') || error === ERRORS.FILE_NOT_FOUND || error === ERRORS.FILE_NO_LONGER_EXISTS
    if (!isGone) throw error
    // Another finish may have been faster.
    const bytes = await objects.size(key)
    if (bytes === undefined) throw new ObjectMissing(key)
    return bytes
  }
}

/** tus' own file store, which answers for the unfinished: a file of bytes, and a note of what was announced. */
function unfinishedFiles(root: string, notes: ReturnType<typeof uploadNotes>): Unfinished {
  const directory = resumableFolder(root)
  let files: FileStore | undefined
  // Opening a FileStore makes its folder, behind our back: so the first upload opens it, in a folder that stands.
  const opened = async () => {
    await mkdir(directory, { recursive: true })
    files ??= new FileStore({ directory, configstore: notes })
    return files
  }
  return {
    extensions: [],
    create: async (upload: Upload) => (await opened()).create(upload),
    getUpload: async (id) => (await opened()).getUpload(id),
    declareUploadLength: async (id, bytes) => (await opened()).declareUploadLength(id, bytes),
    // Not by tus' own writing, which takes two more streams and copies nothing into larger pieces.
    write: async (stream, id, offset) => {
      const handle = await open(path.join(directory, id), 'r+')
      try {
        return offset + (await writeBody(handle, stream, { start: offset }))
      } finally {
        await handle.close()
      }
    },
  }
}
