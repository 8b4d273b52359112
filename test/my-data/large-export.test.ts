import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepExports } from '../../src/my-data/sweep-exports.ts'
import { makeExport } from '../../workers/make-export.ts'
import { listed, madeBytes, sha256Of } from '../platform/storage/bytes.ts'
import { clipOf } from '../support/clips.ts'
import { askForExport, runExport } from '../support/exports.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { sumsIn } from '../support/zip.ts'

const MiB = 2 ** 20
const bytes = 300 * MiB

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

let stage: Stage
let originalKey: string
beforeAll(async () => {
  stage = await openStage()
  const { platform, cast } = stage
  await clipOf(platform, cast.leslie)
  const { objectKey } = await platform.db
    .selectFrom('recordings')
    .select('objectKey')
    .executeTakeFirstOrThrow()
  originalKey = objectKey
  await platform.store.put(objectKey, madeBytes(bytes))
  await platform.db.updateTable('recordings').set({ bytes }).execute()
})
afterAll(() => stage.close())

const stored = () => listed(stage.platform.store.list('exports/'))
/** A store whose originals come so slowly that there is time to do something meanwhile. */
const slowly = (): Stage['platform'] => {
  const { store } = stage.platform
  const drops = async function* () {
    for await (const chunk of madeBytes(64 * MiB)) {
      yield chunk
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  return {
    ...stage.platform,
    store: {
      ...store,
      read: async (key, range, signal) =>
        key === originalKey ? Readable.from(drops(), { objectMode: false }) : store.read(key, range, signal),
    },
  }
}

describe('a large export', { timeout: 240_000 }, () => {
  test('of 300 MiB is made and fetched whole, in far less memory', async () => {
    const { leslie } = stage.cast
    const id = await askForExport(leslie)
    const now = () => {
      collectGarbage()
      return process.memoryUsage().arrayBuffers
    }
    const start = now()
    let highest = 0
    const timer = setInterval(() => {
      highest = Math.max(highest, now() - start)
    }, 500)
    await runExport(stage.platform, id)
    const response = await leslie.fetch(`/api/v1/me/exports/${id}/file`)
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(bytes)
    const file = `${stage.folder}/export.zip`
    await pipeline(response.body ?? [], createWriteStream(file))
    clearInterval(timer)
    expect(highest).toBeLessThan(96 * MiB)
    expect((await sumsIn(file)).get('clips/001-a-lesson/original.mp4')).toBe(await sha256Of(madeBytes(bytes)))
  })

  test('tells how far it is, and stops soon after its person gave it up', async () => {
    const { leslie } = stage.cast
    const id = await askForExport(leslie)
    const making = runExport(slowly(), id)
    const progress = async () => (await leslie.get(`/api/v1/me/exports/${id}`)).body.progress
    await until(async () => (await progress()) > 0)
    expect(await progress()).toBeLessThan(1)
    await leslie.delete(`/api/v1/me/exports/${id}`)
    await making
    await sweepExports(stage.platform.db, stage.platform.store)
    expect((await stored()).filter(({ key }) => key.includes(id))).toEqual([])
  })

  test('stops at once when its worker has to, leaves nothing half, and is made from the start again', async () => {
    const { leslie } = stage.cast
    const id = await askForExport(leslie)
    const stop = new AbortController()
    const making = runExport(slowly(), id, stop.signal)
    making.catch(() => undefined)
    await until(async () => (await leslie.get(`/api/v1/me/exports/${id}`)).body.progress > 0)
    stop.abort()
    await expect(making).rejects.toThrow()
    expect((await stored()).filter(({ key }) => key.includes(id))).toEqual([])
    expect((await leslie.get(`/api/v1/me/exports/${id}`)).body.state).toBe('making')
    await runExport(stage.platform, id)
    expect((await leslie.get(`/api/v1/me/exports/${id}`)).body.state).toBe('ready')
  })

  test('fails, and can be asked for again, when an original broke for good', async () => {
    const { leslie } = stage.cast
    const { db, store } = stage.platform
    const id = await askForExport(leslie)
    await store.remove([originalKey])
    await expect(runExport(stage.platform, id)).rejects.toThrow('no object')
    await makeExport.giveUp?.(
      { exportId: id },
      { platform: stage.platform, tools: undefined as never, scratch: '' },
      new Error('no object'),
    )
    expect((await leslie.get(`/api/v1/me/exports/${id}`)).body.state).toBe('failed')
    expect((await leslie.get(`/api/v1/me/exports/${id}/file`)).body.code).toBe('export-failed')
    await sweepExports(db, store)
    expect(await askForExport(leslie)).not.toBe(id)
  })
})
