import type { ListMultipartUploadsCommandOutput } from '@aws-sdk/client-s3'
import type { Bucket } from './s3-client.ts'
import { isNotThere } from './s3-refusal.ts'

export interface Multipart {
  readonly key: string
  readonly uploadId: string
  readonly startedAt: Date | undefined
}

/** Multipart uploads that were neither completed nor aborted, whose key starts with `prefix`. */
export async function* openMultiparts({ client, name }: Bucket, prefix: string): AsyncGenerator<Multipart> {
  let from: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } | undefined = {}
  while (from) {
    const page: ListMultipartUploadsCommandOutput = await client.listMultipartUploads({
      Bucket: name,
      Prefix: prefix,
      ...from,
    })
    for (const { Key: key, UploadId: uploadId, Initiated: startedAt } of page.Uploads ?? []) {
      // Not every server heeds the prefix.
      if (key?.startsWith(prefix) && uploadId) yield { key, uploadId, startedAt }
    }
    from = page.IsTruncated
      ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
      : undefined
  }
}

/** Frees the parts that were stored. An upload that is completed or aborted already is fine. */
export async function abortMultipart({ client, name }: Bucket, { key, uploadId }: Multipart): Promise<void> {
  try {
    await client.abortMultipartUpload({ Bucket: name, Key: key, UploadId: uploadId })
  } catch (error) {
    if (!isNotThere(error)) throw error
  }
}
