import type { Bucket } from './s3-client.ts'

interface Listed {
  readonly key: string
  readonly bytes: number
  readonly changedAt: Date | undefined
}

/** Everything in the bucket whose name starts with `prefix`, our side files included, in key order. */
export async function* listBucket({ client, name }: Bucket, prefix: string): AsyncGenerator<Listed> {
  let token: string | undefined
  do {
    const page = await client.listObjectsV2({
      Bucket: name,
      Prefix: prefix,
      ...(token && { ContinuationToken: token }),
    })
    for (const { Key: key, Size: bytes = 0, LastModified: changedAt } of page.Contents ?? []) {
      if (key !== undefined) yield { key, bytes, changedAt }
    }
    token = page.IsTruncated ? page.NextContinuationToken : undefined
  } while (token)
}
