import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uploadLeases } from '../../src/clips/upload-lease.ts'
import type { UploadId } from '../../src/platform/ids.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { startTus } from '../support/tus.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const upload = async (): Promise<UploadId> => (await startTus(stage.cast.leslie, 10)).uploadId
const never = new AbortController().signal
/** Two processes: each has leases of its own on the same database. */
const process = (leaseMs = 10_000, waitMs = 15_000) => uploadLeases(stage.platform.db, { leaseMs, waitMs })

describe('the lease on an upload', () => {
  test('is asked back from who holds it, and goes over once it is let go', async () => {
    const uploadId = await upload()
    const [first, second] = [process().newLock(uploadId), process().newLock(uploadId)]
    const held: string[] = []
    await first.lock(never, async () => {
      held.push('asked')
      // The one who holds it ends its writing before it lets go.
      await sleep(50)
      held.push('let go')
      await first.unlock()
    })
    await second.lock(never, async () => undefined)
    held.push('taken')
    expect(held).toEqual(['asked', 'let go', 'taken'])
    await second.unlock()
  })

  test('is one holder’s at a time, however many want it', async () => {
    const uploadId = await upload()
    let inside = 0
    let most = 0
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        const lock = process().newLock(uploadId)
        await lock.lock(never, async () => undefined)
        inside += 1
        most = Math.max(most, inside)
        await sleep(20)
        inside -= 1
        await lock.unlock()
      }),
    )
    expect(most).toBe(1)
  })

  test('of a process that died lasts no longer than it was taken for', async () => {
    const uploadId = await upload()
    const dead = process(300).newLock(uploadId)
    await dead.lock(never, async () => undefined)
    // It renews no more.
    const { db } = stage.platform
    await db
      .updateTable('uploads')
      .set({ leaseHolder: crypto.randomUUID() })
      .where('id', '=', uploadId)
      .execute()
    const next = process().newLock(uploadId)
    await next.lock(never, async () => undefined)
    await next.unlock()
    await dead.unlock()
  })

  test('that is not let go is a 423 for who waits', async () => {
    const uploadId = await upload()
    const first = process().newLock(uploadId)
    await first.lock(never, async () => undefined)
    const second = process(10_000, 300).newLock(uploadId)
    await expect(second.lock(never, async () => undefined)).rejects.toMatchObject({ status_code: 423 })
    await first.unlock()
  })

  test('that was lost tells its holder to stop', async () => {
    const uploadId = await upload()
    const lock = process(400).newLock(uploadId)
    const stopped = new Promise<void>((resolve) => {
      void lock.lock(never, async () => resolve())
    })
    await sleep(50)
    const { db } = stage.platform
    await db
      .updateTable('uploads')
      .set({ leaseHolder: crypto.randomUUID() })
      .where('id', '=', uploadId)
      .execute()
    await stopped
    await lock.unlock()
  })
})
