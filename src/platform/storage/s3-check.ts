import { S3ServiceException } from '@aws-sdk/client-s3'
import type { Bucket } from './s3-client.ts'

/** A check that the bucket can be written to, the first time, and reached, every time: it is asked every few seconds. */
export function bucketCheck(bucket: Bucket): () => Promise<void> {
  const { client, name } = bucket
  let hasWritten = false
  return async () => {
    try {
      if (hasWritten) {
        await client.headBucket({ Bucket: name })
      } else {
        await client.putObject({ Bucket: name, Key: '.check', Body: 'interlude' })
        hasWritten = true
      }
    } catch (cause) {
      throw new Error(`The bucket “${name}” at ${bucket.place} cannot be used: ${why(cause)}`, { cause })
    }
  }
}

function why(error: unknown): string {
  if (error instanceof S3ServiceException) {
    const status = error.$metadata.httpStatusCode
    if (status === 404) return 'there is no such bucket.'
    if (status === 401 || status === 403) return 'the keys are wrong, or may not write to it.'
    if (status === 301) return 'it is in another region.'
    return `${error.name}, ${error.message}`
  }
  const codes = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ETIMEDOUT']
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (codes.includes(code) || (error instanceof Error && error.name === 'TimeoutError')) {
    return 'nothing answers there.'
  }
  return error instanceof Error ? error.message : String(error)
}
