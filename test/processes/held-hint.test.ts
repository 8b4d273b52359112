import { describe, expect, it } from 'vitest'
import { SweepClips } from '../../src/clips/jobs.ts'
import { openDb, openPool } from '../../src/platform/db/connect.ts'
import { openQueueBackend } from '../../src/platform/queue/backend.ts'
import { enqueue } from '../../src/platform/queue/enqueue.ts'
import { publishDue, reviveAll } from '../../src/platform/queue/relay.ts'
import { freshDatabase } from '../support/fresh-database.ts'
import { eventually } from '../support/processes.ts'

describe('a worker that was killed between the hint and the row', () => {
  it('does not keep the job from the next one, though the queue holds the hint for it a while', async () => {
    const databaseUrl = await freshDatabase()
    const db = openDb(openPool(databaseUrl, () => {}, 2))
    const backend = openQueueBackend({ redisUrl: undefined, databaseUrl, onTrouble: () => {} })
    await enqueue(db, SweepClips, {})
    await enqueue(db, SweepClips, {})
    const [done] = await db.selectFrom('outbox').select('id').orderBy('id').execute()
    await db
      .updateTable('outbox')
      .set({ publishedAt: new Date(), finishedAt: new Date() })
      .where('id', '=', done?.id ?? '')
      .execute()
    await publishDue(db, backend)

    const letGo = Promise.withResolvers<void>()
    const heard: string[] = []
    const dead = await backend.consume('upkeep', 1, async ({ rowId }) => {
      heard.push(rowId)
      await letGo.promise
    })
    await eventually(() => expect(heard).toHaveLength(1))

    await reviveAll(db)
    await publishDue(db, backend)
    const next = await backend.consume('upkeep', 1, async ({ rowId }) => {
      heard.push(rowId)
    })
    await eventually(() => expect(heard).toHaveLength(2))
    // The same row, and not the one that was finished long ago.
    expect(heard[1]).toBe(heard[0])
    expect(heard).not.toContain(done?.id)

    letGo.resolve()
    await Promise.all([dead.close(), next.close()])
    await backend.close()
    await db.destroy()
  })
})
