import type { Bucket } from './s3-client.ts'
import { deleteFromBucket } from './s3-delete.ts'
import { listBucket } from './s3-list.ts'
import { abortMultipart, openMultiparts } from './s3-multiparts.ts'

/** Where resumable uploads keep what they need until they are finished. No key starts with a dot, so none is hidden. */
export const sideFiles = '.resumable/'

/** Frees the parts, and removes the side files, of uploads that began longer ago and never ended; answers how many. */
export async function removeS3Leftovers(bucket: Bucket, olderThanMs: number): Promise<number> {
  const before = Date.now() - olderThanMs
  let removed = 0
  for await (const multipart of openMultiparts(bucket, '')) {
    if (multipart.startedAt && multipart.startedAt.getTime() < before) {
      await abortMultipart(bucket, multipart)
      removed++
    }
  }
  for await (const { key, changedAt } of listBucket(bucket, sideFiles)) {
    if (changedAt && changedAt.getTime() < before) {
      await deleteFromBucket(bucket, [key])
      removed++
    }
  }
  return removed
}
