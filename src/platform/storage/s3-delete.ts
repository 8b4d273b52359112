import type { Bucket } from './s3-client.ts'

const mostAtOnce = 1000

/** Deletes whatever stands at `keys`. S3 answers 200 even where it refused some of them: this throws. */
export async function deleteFromBucket({ client, name }: Bucket, keys: readonly string[]): Promise<void> {
  for (let at = 0; at < keys.length; at += mostAtOnce) {
    const Objects = keys.slice(at, at + mostAtOnce).map((Key) => ({ Key }))
    const { Errors = [] } = await client.deleteObjects({ Bucket: name, Delete: { Objects, Quiet: true } })
    const refused = Errors.filter(({ Code }) => Code !== 'NoSuchKey')
    const [first] = refused
    if (first) {
      throw new Error(
        `S3 removed all but ${refused.length} objects, ${first.Key} among them: ${first.Message}`,
      )
    }
  }
}
