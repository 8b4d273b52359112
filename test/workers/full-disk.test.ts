import { execFileSync } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import { findMediaTools } from '../../src/platform/media/tools.ts'
import type { ObjectStore } from '../../src/platform/storage/object-store.ts'
import { hurry } from '../support/hurry.ts'
import { limitedTools } from '../support/media-work.ts'
import { nothingIsLeft } from '../support/nothing-is-left.ts'
import { program } from '../support/programs.ts'
import { sample } from '../support/samples.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { startWorker, upload } from '../support/worker.ts'

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>> | undefined
let hurrying: Disposable
beforeEach(async () => {
  // What goes wrong here is meant to.
  stage = await openStage({ env: { LOG_LEVEL: 'silent' } })
  hurrying = hurry(stage.platform.db)
})
afterEach(async () => {
  await worker?.stop()
  hurrying[Symbol.dispose]()
  await stage.close()
})

type Put = ObjectStore['put']
/** The stage with a store that writes otherwise, for its worker alone. */
function withPut(put: (usual: Put) => Put): Stage {
  const { store } = stage.platform
  const write = put(store.put)
  const putFile: ObjectStore['putFile'] = (key, file, options) => write(key, createReadStream(file), options)
  return { ...stage, platform: { ...stage.platform, store: { ...store, put: write, putFile } } }
}
const noSpace = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })

const newClip = async () =>
  (await upload(stage.cast.leslie, await readFile(await sample('plain.mp4')), 'plain.mp4')) as ClipId
const clip = async (clipId: string) => (await stage.cast.leslie.get(`/api/v1/clips/${clipId}`)).body
const isReady = (clipId: string) => until(async () => (await clip(clipId)).state === 'ready')

describe('a disk that is full', () => {
  test('while objects are placed costs a try, and nothing that was half written stays', async () => {
    let writes = 0
    worker = await startWorker(
      withPut((usual) => async (key, body, options) => {
        writes += 1
        // The third, with others of the same rendition’s set beside it, and once more in the next try.
        if (writes === 3 || writes === 5) {
          body.destroy()
          throw noSpace()
        }
        // Those beside it are read, and still on their way then.
        const bytes = await buffer(body)
        await sleep(300)
        return usual(key, Readable.from(bytes), options)
      }),
    )
    const clipId = await newClip()
    await isReady(clipId)
    expect(writes).toBeGreaterThan(5)
    await nothingIsLeft(stage)
  })

  test('for good ends in words for the owner, and the retry succeeds once there is room', async () => {
    let isFull = true
    worker = await startWorker(
      withPut((usual) => (key, body, options) => {
        if (!isFull) return usual(key, body, options)
        body.destroy()
        return Promise.reject(noSpace())
      }),
    )
    const clipId = await newClip()
    await until(async () => (await clip(clipId)).failure !== null)
    expect(await clip(clipId)).toMatchObject({
      failure: { code: 'preparing-failed', retryable: true },
      can: { retry: true },
    })
    const [row] = await stage.platform.db
      .selectFrom('outbox')
      .select('gaveUpBecause')
      .where('gaveUpBecause', 'is not', null)
      .execute()
    expect(row?.gaveUpBecause).toContain('no space left')
    await nothingIsLeft(stage)
    isFull = false
    expect((await stage.cast.leslie.post(`/api/v1/clips/${clipId}/retry`)).status).toBe(202)
    await isReady(clipId)
    await nothingIsLeft(stage)
  })

  test('while ffmpeg encodes, which ffmpeg itself does not tell, ends no clip with half a rendition', async () => {
    const real = execFileSync('/bin/sh', ['-c', 'command -v ffmpeg'], { encoding: 'utf8' }).trim()
    // No file may grow beyond 8 KiB, which ends a write in its middle as a full disk does.
    const file = await program(
      stage.folder,
      'ffmpeg-without-room',
      `case "$*" in *libx264*) [ -e "${stage.folder}/has-room" ] || { trap '' XFSZ; ulimit -f 16; } ;; esac
exec "${real}" "$@"`,
    )
    const tools = { ...(await limitedTools()), ffmpeg: file }
    worker = await startWorker(stage, (works) => works, tools)
    const clipId = await newClip()
    await until(async () => (await clip(clipId)).failure !== null)
    expect((await clip(clipId)).failure).toMatchObject({ code: 'preparing-failed', retryable: true })
    const [row] = await stage.platform.db
      .selectFrom('outbox')
      .select(['gaveUpBecause', 'starts'])
      .where('gaveUpBecause', 'is not', null)
      .execute()
    expect(row?.gaveUpBecause).toMatch(/is not right: its playlist ends at byte/)
    await nothingIsLeft(stage)
    await program(stage.folder, 'has-room', '')
    await stage.cast.leslie.post(`/api/v1/clips/${clipId}/retry`)
    await isReady(clipId)
    await nothingIsLeft(stage)
    expect((await findMediaTools()).ffmpeg).not.toBe(file)
  })
})

describe('a store that does not answer', () => {
  test('for a while costs tries, and what it took without saying so is found and taken away', async () => {
    let writes = 0
    worker = await startWorker(
      withPut((usual) => async (key, body, options) => {
        writes += 1
        const bytes = await usual(key, body, options)
        // The object is there, and its answer is lost.
        if (writes === 2) throw new Error('socket hang up')
        return bytes
      }),
    )
    const clipId = await newClip()
    await isReady(clipId)
    await nothingIsLeft(stage)
  })
})
