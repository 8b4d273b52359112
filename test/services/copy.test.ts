import { copyContract } from '../clips/copy-contract.ts'
import { openStage } from '../support/stage.ts'

copyContract('the bucket', () => {
  const { S3_ENDPOINT, S3_REGION, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = process.env
  const env = { S3_ENDPOINT, S3_REGION, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY }
  return openStage({ env: env as Record<string, string> })
})
