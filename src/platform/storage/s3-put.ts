import { addAbortSignal, Readable } from 'node:stream'
import { Upload } from '@aws-sdk/lib-storage'
import type { Bucket } from './s3-client.ts'
import { abortMultipart } from './s3-multiparts.ts'

// 10 000 parts of 8 MiB are 80 GiB; two in flight are what a put holds in memory.
const partSize = 8 * 2 ** 20
const queueSize = 2

/**
 * Streams `body` to `key` and answers the bytes. The signal ends the body, not the requests: once the body has been
 * read the object is about to appear, and an abort that comes after that comes too late.
 */
export async function putToBucket(
  bucket: Bucket,
  key: string,
  body: Readable,
  { contentType, signal }: { contentType?: string; signal?: AbortSignal },
): Promise<number> {
  if (signal) addAbortSignal(signal, body)
  let bytes = 0
  const counted = async function* () {
    for await (const chunk of body) {
      bytes += chunk.length
      yield chunk
    }
  }
  const upload = new Upload({
    client: bucket.client,
    params: {
      Bucket: bucket.name,
      Key: key,
      Body: Readable.from(counted(), { objectMode: false }),
      ...(contentType && { ContentType: contentType }),
    },
    partSize,
    queueSize,
  })
  try {
    await upload.done()
    return bytes
  } catch (error) {
    body.destroy()
    // The SDK aborts it too, unless what failed was its abort.
    if (upload.uploadId)
      await abortMultipart(bucket, { key, uploadId: upload.uploadId, startedAt: undefined })
    throw error
  }
}
