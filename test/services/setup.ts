import { openBucket } from '../../src/platform/storage/s3-client.ts'
import { s3Settings } from './s3-settings.ts'

/** Refuses to begin where no services were started, and makes the bucket the suites use. */
export default async function setup(): Promise<void> {
  if (!process.env.REDIS_URL) {
    throw new Error('REDIS_URL is not set: start the service suites with “npm run test:services”.')
  }
  const { client, name } = openBucket(s3Settings())
  await client.createBucket({ Bucket: name }).catch((error) => {
    if (error.name !== 'BucketAlreadyOwnedByYou' && error.name !== 'BucketAlreadyExists') throw error
  })
  client.destroy()
}
