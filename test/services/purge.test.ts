import { openBucket } from '../../src/platform/storage/s3-client.ts'
import { listBucket } from '../../src/platform/storage/s3-list.ts'
import { openMultiparts } from '../../src/platform/storage/s3-multiparts.ts'
import { purgeContract } from '../retention/purge-contract.ts'
import { openStage } from '../support/stage.ts'
import { s3Settings } from './s3-settings.ts'

purgeContract('the bucket', {
  open: () => {
    const { S3_ENDPOINT, S3_REGION, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = process.env
    const env = { S3_ENDPOINT, S3_REGION, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY }
    return openStage({ env: env as Record<string, string> })
  },
  traces: async (_stage, uploadId) => {
    const bucket = openBucket(s3Settings())
    const found: string[] = []
    for await (const { key } of listBucket(bucket, '')) if (key.includes(uploadId)) found.push(key)
    for await (const { key } of openMultiparts(bucket, ''))
      if (key.includes(uploadId)) found.push(`${key}, parts`)
    bucket.client.destroy()
    return found
  },
})
