import { Readable } from 'node:stream'
import { type MetadataValue, S3Store } from '@tus/s3-store'
import { ERRORS, type KvStore, type Upload } from '@tus/server'
import { ObjectMissing, type ObjectStore } from './object-store.ts'
import { type ResumableStore, UploadUnfinished, uploadKey } from './resumable.ts'
import { ResumableDataStore } from './resumable-data-store.ts'
import type { Bucket } from './s3-client.ts'
import { deleteFromBucket } from './s3-delete.ts'
import { sideFiles } from './s3-leftovers.ts'
import { abortMultipart, openMultiparts } from './s3-multiparts.ts'
import { isNotThere } from './s3-refusal.ts'

/**
 * Resumable uploads as multipart uploads of a bucket; what does not fill a part waits in an object of its own. Parts
 * pass through temporary files of 8 MiB, 16 at most, in the system's temporary folder: give it a real disk.
 * A process that is killed in the middle of a PATCH may lose up to 5 MiB that an earlier one brought; the client is
 * then asked for them again.
 */
export function openS3Resumable(bucket: Bucket, objects: ObjectStore): ResumableStore {
  const multiparts = new Multiparts(bucket)
  const discard = async (uploadId: string) => {
    const key = uploadKey(uploadId)
    // First what tus knows the upload by, so that nobody goes on with what is being taken away.
    await deleteFromBucket(bucket, [infoKey(key)])
    for await (const multipart of openMultiparts(bucket, key)) {
      if (multipart.key === key) await abortMultipart(bucket, multipart)
    }
    await deleteFromBucket(bucket, [key, partKey(key)])
  }
  return {
    dataStore: new ResumableDataStore({ unfinished: multiparts, objectSize: objects.size, discard }),
    objectKey: uploadKey,
    finish: async (uploadId) => {
      const key = uploadKey(uploadId)
      const bytes = (await objects.size(key)) ?? (await complete(multiparts, objects, uploadId))
      await deleteFromBucket(bucket, [infoKey(key), partKey(key)])
      return { key, bytes }
    },
    discard,
  }
}

const infoKey = (key: string): string => `${sideFiles}${key}.info`
const partKey = (key: string): string => `${sideFiles}${key}.part`

/** The process that took the last bytes did not live to put them together, or there were none to take. */
async function complete(multiparts: Multiparts, objects: ObjectStore, uploadId: string): Promise<number> {
  const key = uploadKey(uploadId)
  try {
    const { offset, size } = await multiparts.getUpload(uploadId)
    if (offset !== size) throw new UploadUnfinished(uploadId)
    await multiparts.write(Readable.from([], { objectMode: false }), uploadId, offset)
  } catch (error) {
    const isGone =
      error === ERRORS.FILE_NOT_FOUND || error === ERRORS.FILE_NO_LONGER_EXISTS || isNotThere(error)
    if (!isGone) throw error
  }
  // Where it was gone, another finish may have been faster.
  const bytes = await objects.size(key)
  if (bytes === undefined) throw new ObjectMissing(key)
  return bytes
}

/** tus' own S3 store, with our keys: its ids are object keys, and its side files would stand among the objects. */
class Multiparts extends S3Store {
  constructor({ client, name }: Bucket) {
    super({
      s3ClientConfig: { bucket: name, region: 'unused' },
      useTags: false,
      maxConcurrentPartUploads: 16,
      cache: forgetful,
    })
    this.client = client
  }

  override async create(upload: Upload): Promise<Upload> {
    const { id } = upload
    upload.id = uploadKey(id)
    try {
      return await super.create(upload)
    } finally {
      upload.id = id
    }
  }

  override async getUpload(id: string): Promise<Upload> {
    const key = uploadKey(id)
    const upload = await super.getUpload(key)
    upload.id = id
    // It takes a missing multipart upload for a completed one, also where it was aborted behind our back.
    if (upload.offset === upload.size && !(await this.#isOpen(key))) throw ERRORS.FILE_NO_LONGER_EXISTS
    return upload
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    return super.write(stream, uploadKey(id), offset)
  }

  override async declareUploadLength(id: string, bytes: number): Promise<void> {
    return super.declareUploadLength(uploadKey(id), bytes)
  }

  protected override infoKey(key: string): string {
    return infoKey(key)
  }

  protected override partKey(key: string, isIncomplete = false): string {
    return isIncomplete ? partKey(key) : key
  }

  async #isOpen(key: string): Promise<boolean> {
    try {
      await this.retrieveParts(key)
      return true
    } catch (error) {
      if (isNotThere(error)) return false
      throw error
    }
  }
}

/** What one process remembers of an upload, another may have changed: its length declared, or all of it discarded. */
const forgetful: KvStore<MetadataValue> = {
  get: async () => undefined,
  set: async () => undefined,
  delete: async () => undefined,
}
