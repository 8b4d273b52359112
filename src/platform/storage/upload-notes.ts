import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { KvStore } from '@tus/server'
import { isErrno } from './errno.ts'

/**
 * What was announced about each unfinished upload, one JSON file each, replaced in one step. Unlike tus' own file
 * configuration store it does not call an upload unknown because the disk could not be read just now.
 */
export function uploadNotes(folder: string): KvStore {
  const file = (uploadId: string) => path.join(folder, `${uploadId}.json`)
  return {
    get: async (uploadId) => {
      try {
        return JSON.parse(await readFile(file(uploadId), 'utf8'))
      } catch (error) {
        // Cut off by a power failure, before the upload was answered for.
        if (isErrno(error, 'ENOENT') || error instanceof SyntaxError) return undefined
        throw error
      }
    },
    set: async (uploadId, upload) => {
      const next = path.join(folder, `${randomUUID()}.new`)
      await writeFile(next, JSON.stringify(upload), { flush: true })
      await rename(next, file(uploadId))
    },
    delete: async (uploadId) => {
      await rm(file(uploadId), { force: true })
    },
  }
}
