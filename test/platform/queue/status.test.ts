import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDb, openPool } from '../../../src/platform/db/connect.ts'
import type { Db } from '../../../src/platform/db/schema.ts'
import { findStatus } from '../../../src/platform/queue/find-status.ts'
import { startHeartbeat } from '../../../src/platform/queue/heartbeat.ts'
import { reviveAll } from '../../../src/platform/queue/relay.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { until } from '../../support/until.ts'

let db: Db
beforeAll(async () => {
  db = openDb(openPool(await freshDatabase(), () => undefined))
})
afterAll(() => db.destroy())

const fail = (error: Error) => {
  throw error
}
const workers = () => db.selectFrom('workers').selectAll().execute()

describe('a worker', () => {
  test('is in the list while it lives, again and again seen, and leaves it at its end', async () => {
    const heartbeat = startHeartbeat(db, 3, fail, 20)
    await until(async () => (await workers()).length === 1)
    const [first] = await workers()
    await until(async () => {
      const [later] = await workers()
      return later?.id === first?.id && (later?.seenAt.getTime() ?? 0) > (first?.seenAt.getTime() ?? 0)
    })
    expect(await findStatus(db)).toMatchObject({ workers: 1, mediaSlots: 3 })
    await heartbeat.close()
    expect(await workers()).toEqual([])
  })

  test('that was killed counts no more after a minute, and is taken out by another one', async () => {
    const minuteAgo = new Date(Date.now() - 61_000)
    await db
      .insertInto('workers')
      .values([
        { id: crypto.randomUUID(), mediaSlots: 4, seenAt: minuteAgo },
        { id: crypto.randomUUID(), mediaSlots: 1, seenAt: new Date(Date.now() - 30_000) },
      ])
      .execute()
    expect(await findStatus(db)).toMatchObject({ workers: 1, mediaSlots: 1 })
    const heartbeat = startHeartbeat(db, 2, fail)
    await until(async () => (await workers()).every(({ seenAt }) => seenAt > minuteAgo))
    expect(await findStatus(db)).toMatchObject({ workers: 2, mediaSlots: 3 })
    await heartbeat.close()
    await db.deleteFrom('workers').execute()
  })

  test('that was killed counts no more at once where it is known that none lives', async () => {
    await db.insertInto('workers').values({ id: crypto.randomUUID(), mediaSlots: 4 }).execute()
    await reviveAll(db)
    expect(await findStatus(db)).toMatchObject({ workers: 0, mediaSlots: 0 })
  })

  test('ends all the same where its database went first, and says that it stands in the list', async () => {
    const gone = openDb(openPool(await freshDatabase(), () => undefined))
    const troubles: Error[] = []
    const heartbeat = startHeartbeat(gone, 1, (error) => troubles.push(error))
    await until(async () => (await gone.selectFrom('workers').select('id').execute()).length === 1)
    await gone.destroy()
    await heartbeat.close()
    expect(troubles).toHaveLength(1)
  })

  test('is taken out of the list when it closes before its first beat was heard', async () => {
    await startHeartbeat(db, 1, fail).close()
    expect(await workers()).toEqual([])
  })
})

describe('what waits', () => {
  test('is counted by queue with how long, without what runs, is done, or is to be done later', async () => {
    const minutes = (count: number) => new Date(Date.now() + count * 60_000)
    const row = (queue: string, given: object) => ({
      ...{
        id: crypto.randomUUID(),
        queue,
        job: 'j',
        payload: '{}',
        attempts: 1,
        onceKey: null,
        ownerId: null,
      },
      ...{ organisationId: null, notBefore: null, publishedAt: null, runner: null, seenAt: null },
      ...{ finishedAt: null, gaveUpBecause: null, createdAt: minutes(-10) as never, ...given },
    })
    await db
      .insertInto('outbox')
      .values([
        row('media', {}),
        row('media', { createdAt: minutes(-5) }),
        row('media', { seenAt: minutes(0), createdAt: minutes(-90) }),
        row('media', { finishedAt: minutes(0), createdAt: minutes(-90) }),
        row('mail', { notBefore: minutes(5), createdAt: minutes(-90) }),
        // Put off once, it could be begun since a minute ago.
        row('quick', { notBefore: minutes(-1), createdAt: minutes(-90) }),
      ])
      .execute()
    const { queues } = await findStatus(db)
    const told = queues.map(({ queue, waiting, running, oldestSeconds }) => [
      ...[queue, waiting, running],
      oldestSeconds === null ? null : Math.round(oldestSeconds / 60),
    ])
    const counted = told.filter(([, waiting, running]) => waiting || running)
    expect(counted.toSorted()).toEqual([
      ['media', 2, 1, 10],
      ['quick', 1, 0, 1],
    ])
  })
})
