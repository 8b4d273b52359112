import { afterAll, beforeAll, expect, test } from 'vitest'
import { SweepMyData } from '../../src/my-data/jobs.ts'
import { enqueue } from '../../src/platform/queue/enqueue.ts'
import { listed } from '../platform/storage/bytes.ts'
import { password } from '../support/cast.ts'
import { askForExport } from '../support/exports.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { startWorker } from '../support/worker.ts'
import { filesIn } from '../support/zip.ts'

let stage: Stage
let worker: { stop(): Promise<void> }
beforeAll(async () => {
  stage = await openStage()
  worker = await startWorker(stage)
})
afterAll(async () => {
  await worker.stop()
  await stage.close()
})

const stored = () => listed(stage.platform.store.list('exports/'))

test('a worker makes an export that was asked for, and removes it once its person deleted their account', async () => {
  const { leslie } = stage.cast
  const id = await askForExport(leslie)
  await until(async () => (await leslie.get(`/api/v1/me/exports/${id}`)).body.state === 'ready')
  const file = await leslie.fetch(`/api/v1/me/exports/${id}/file`)
  const files = await filesIn(Buffer.from(await file.arrayBuffer()))
  expect(JSON.parse(String(files.get('me.json'))).email).toBe(leslie.email)
  expect(await stored()).toHaveLength(1)
  const body = { confirm: leslie.email, password }
  expect((await leslie.send('DELETE', '/api/v1/me', { body })).status).toBe(204)
  await until(async () => (await stored()).length === 0)
})

test('the sweep of upkeep finds nothing wrong where there is nothing to do', async () => {
  await enqueue(stage.platform.db, SweepMyData, {}, { onceKey: 'once' })
  await until(async () => {
    const row = await stage.platform.db
      .selectFrom('outbox')
      .select(['finishedAt', 'gaveUpBecause'])
      .where('onceKey', '=', 'once')
      .executeTakeFirstOrThrow()
    expect(row.gaveUpBecause).toBeNull()
    return row.finishedAt !== null
  })
})
