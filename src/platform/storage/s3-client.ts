import { S3 } from '@aws-sdk/client-s3'

export interface S3Settings {
  /** Undefined means Amazon's endpoint of the region. */
  readonly endpoint?: string | undefined
  readonly region: string
  readonly bucket: string
  /** Both or neither: without them the SDK looks where it always looks (instance roles, its own variables). */
  readonly accessKeyId?: string | undefined
  readonly secretAccessKey?: string | undefined
  /** Buckets as the first part of the path instead of the host name. By default wherever an endpoint is named. */
  readonly forcePathStyle?: boolean | undefined
}

/** The bucket, and the client to reach it by. */
export interface Bucket {
  readonly client: S3
  readonly name: string
  /** Where the bucket is, in words. */
  readonly place: string
}

export function openBucket(settings: S3Settings): Bucket {
  const { endpoint, region, bucket, accessKeyId, secretAccessKey } = settings
  const client = new S3({
    region,
    ...(endpoint && { endpoint }),
    ...(accessKeyId && secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }),
    forcePathStyle: settings.forcePathStyle ?? endpoint !== undefined,
    // The defaults add trailing checksums to streams, which several S3 servers take for content or refuse.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      // A socket is held for as long as a viewer takes to read: the default of 50 would be 50 viewers.
      httpAgent: { keepAlive: true, maxSockets: 1000 },
      httpsAgent: { keepAlive: true, maxSockets: 1000 },
      connectionTimeout: 5_000,
      // Until the answer begins, the sending of a part included.
      requestTimeout: 120_000,
      throwOnRequestTimeout: true,
      // Silence in the middle of an answer; it may be a viewer's player that reads nothing while it is paused.
      socketTimeout: 600_000,
    },
  })
  return { client, name: bucket, place: endpoint ?? `Amazon S3 in ${region}` }
}
