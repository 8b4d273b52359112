import type { DataStore } from '@tus/server'
import type { StoredObject } from './object-store.ts'

/**
 * Uploads that go on where they broke off. The finished upload is an object of the ObjectStore at `objectKey`, without
 * a copy; until then nothing of it is listed. An upload id is 1 to 64 letters, digits and `-`; others are refused.
 */
export interface ResumableStore {
  /**
   * What @tus/server writes to and asks. A PATCH that breaks off keeps what arrived. A finished upload answers that all
   * of it is here, for as long as its object stands, and does not let tus remove it. Expiry is left to the caller's rows.
   */
  readonly dataStore: DataStore
  objectKey(uploadId: string): string
  /**
   * Makes a whole upload the object, and removes what was only needed to resume it. Repeating it is fine, also after a
   * crash half-way. Throws UploadUnfinished while bytes are missing, ObjectMissing where there is no such upload.
   */
  finish(uploadId: string): Promise<StoredObject>
  /** Removes every trace of the upload, its object included. Missing is fine. Nobody may be writing to it any more. */
  discard(uploadId: string): Promise<void>
}

export class UploadUnfinished extends Error {
  constructor(uploadId: string) {
    super(`bytes of upload ${uploadId} are missing`)
  }
}

const shape = /^[A-Za-z0-9-]{1,64}$/

export function isUploadId(uploadId: string): boolean {
  return shape.test(uploadId)
}

/** The key of a finished upload: `uploads/<uploadId>`. */
export function uploadKey(uploadId: string): string {
  if (!isUploadId(uploadId))
    throw new RangeError(`not an upload id: ${JSON.stringify(uploadId.slice(0, 80))}`)
  return `uploads/${uploadId}`
}
