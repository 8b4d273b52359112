import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { addAbortSignal, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GetObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { assertRange } from './byte-range.ts'
import { assertKey, assertPrefix, isKey } from './keys.ts'
import { type ByteRange, ObjectMissing, type ObjectStore, type StoredObject } from './object-store.ts'
import { openPlainFile, pieceBytes } from './plain-file.ts'
import { bucketCheck } from './s3-check.ts'
import { type Bucket, openBucket, type S3Settings } from './s3-client.ts'
import { deleteFromBucket } from './s3-delete.ts'
import { removeS3Leftovers } from './s3-leftovers.ts'
import { listBucket } from './s3-list.ts'
import { abortMultipart, openMultiparts } from './s3-multiparts.ts'
import { putToBucket } from './s3-put.ts'
import { isNotThere, isPastTheEnd } from './s3-refusal.ts'

/** Objects in a bucket of any S3-compatible service. The bucket stands already. */
export function openS3Store(settings: S3Settings): ObjectStore {
  return s3Store(openBucket(settings))
}

export function s3Store(bucket: Bucket): ObjectStore {
  return {
    put: async (key, body, options = {}) => {
      try {
        assertKey(key)
        options.signal?.throwIfAborted()
      } catch (error) {
        body.destroy()
        throw error
      }
      return putToBucket(bucket, key, body, options)
    },
    putFile: async (key, file, options = {}) => {
      assertKey(key)
      options.signal?.throwIfAborted()
      const handle = await openPlainFile(file)
      return putToBucket(bucket, key, handle.createReadStream({ highWaterMark: pieceBytes }), options)
    },
    size: (key) => size(bucket, key),
    read: (key, range, signal) => read(bucket, key, range, signal),
    copyToFile: (key, file, signal) => copyToFile(bucket, key, file, signal),
    signedUrl: async (key, seconds) => {
      assertKey(key)
      const command = new GetObjectCommand({ Bucket: bucket.name, Key: key })
      return getSignedUrl(bucket.client, command, { expiresIn: seconds })
    },
    remove: async (keys) => {
      for (const key of keys) assertKey(key)
      await deleteFromBucket(bucket, keys)
    },
    abortWrites: async (folder) => {
      assertPrefix(folder)
      for await (const multipart of openMultiparts(bucket, folder)) await abortMultipart(bucket, multipart)
    },
    list: (prefix) => list(bucket, prefix),
    removeLeftovers: (olderThanMs) => removeS3Leftovers(bucket, olderThanMs),
    check: bucketCheck(bucket),
    close: () => bucket.client.destroy(),
  }
}

async function size({ client, name }: Bucket, key: string): Promise<number | undefined> {
  assertKey(key)
  try {
    return (await client.headObject({ Bucket: name, Key: key })).ContentLength ?? 0
  } catch (error) {
    if (isNotThere(error)) return undefined
    throw error
  }
}

async function read(bucket: Bucket, key: string, range?: ByteRange, signal?: AbortSignal): Promise<Readable> {
  assertKey(key)
  if (range) assertRange(range)
  signal?.throwIfAborted()
  // HTTP knows no empty range.
  if (range && range.start === range.end) {
    if ((await size(bucket, key)) === undefined) throw new ObjectMissing(key)
    return Readable.from([])
  }
  try {
    const { Body } = await bucket.client.getObject(
      {
        Bucket: bucket.name,
        Key: key,
        ...(range && { Range: `bytes=${range.start}-${range.end - 1}` }),
      },
      signal ? { abortSignal: signal } : {},
    )
    if (!(Body instanceof Readable)) throw new Error(`S3 answered for ${key} without a body`)
    // An abort before the reader has attached is the reader's to see, not the end of the process.
    Body.on('error', () => undefined)
    return signal ? addAbortSignal(signal, Body) : Body
  } catch (error) {
    if (isPastTheEnd(error)) return Readable.from([])
    throw isNotThere(error) ? new ObjectMissing(key) : error
  }
}

async function copyToFile(bucket: Bucket, key: string, file: string, signal?: AbortSignal): Promise<void> {
  const source = await read(bucket, key, undefined, signal)
  try {
    await pipeline(source, createWriteStream(file), signal ? { signal } : {})
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
}

async function* list(bucket: Bucket, prefix: string): AsyncGenerator<StoredObject> {
  assertPrefix(prefix)
  for await (const { key, bytes } of listBucket(bucket, prefix)) if (isKey(key)) yield { key, bytes }
}
