import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { afterEach, describe, expect, test } from 'vitest'
import { openDb, openPool } from '../../../src/platform/db/connect.ts'
import type { Db } from '../../../src/platform/db/schema.ts'
import type { OrganisationId, PersonId } from '../../../src/platform/ids.ts'
import { openLog } from '../../../src/platform/log.ts'
import type { QueueBackend } from '../../../src/platform/queue/backend.ts'
import { startConsumer } from '../../../src/platform/queue/consumer.ts'
import { enqueue } from '../../../src/platform/queue/enqueue.ts'
import { defineJob } from '../../../src/platform/queue/job.ts'
import { startRelay } from '../../../src/platform/queue/relay.ts'
import type { Work } from '../../../src/platform/queue/run-row.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { hurry } from '../../support/hurry.ts'
import { until } from '../../support/until.ts'

const Count = defineJob({
  name: 'test.count',
  queue: 'quick',
  payload: Type.Object({ key: Type.String() }),
  attempts: 3,
})
const patience = { pollMs: 100, silentMs: 1_000 }
const concurrency = { first: 1, quick: 2, media: 1, mail: 1, upkeep: 1 }

/** What outbox, relay, backend and consumer promise together: a job is done if, and only if, its row was committed. */
export function jobsContract(name: string, open: (databaseUrl: string) => QueueBackend): void {
  describe(`jobs on ${name}`, () => {
    const closers: (() => Promise<unknown>)[] = []
    afterEach(async () => {
      for (const close of closers.splice(0)) await close()
    })

    /** A worker process in miniature. */
    async function startWorker(databaseUrl: string, db: Db, work: Omit<Work<typeof Count>, 'job'>) {
      const backend = open(databaseUrl)
      const consumer = await startConsumer(
        db,
        backend,
        [{ job: Count, ...work } as Work],
        concurrency,
        openLog('silent', 'test'),
      )
      const relay = startRelay(db, databaseUrl, backend, () => undefined, patience)
      const stop = async () => {
        await consumer.close()
        await relay.close()
        await backend.close()
      }
      closers.push(stop)
      return { stop }
    }

    async function stage() {
      const databaseUrl = await freshDatabase()
      const db = openDb(openPool(databaseUrl, () => undefined))
      closers.push(() => db.destroy())
      return { databaseUrl, db }
    }
    const rowOf = (db: Db, key: string) =>
      db
        .selectFrom('outbox')
        .selectAll()
        .where(sql<boolean>`payload ->> 'key' = ${key}`)
        .executeTakeFirstOrThrow()
    const counting = () => {
      const runs = new Map<string, number>()
      const gaveUp: string[] = []
      return {
        runs,
        gaveUp,
        run: async ({ key }: { key: string }) => void runs.set(key, (runs.get(key) ?? 0) + 1),
        giveUp: async ({ key }: { key: string }) => void gaveUp.push(key),
      }
    }

    test('exist if their transaction was committed, and not if it was rolled back', async () => {
      const { databaseUrl, db } = await stage()
      const work = counting()
      await startWorker(databaseUrl, db, work)
      const keys = Array.from({ length: 20 }, () => randomUUID())
      await Promise.allSettled(
        keys.map((key, n) =>
          db.transaction().execute(async (trx) => {
            await enqueue(trx, Count, { key })
            if (n % 4 === 0) throw new Error('rolled back')
          }),
        ),
      )
      const kept = keys.filter((_, n) => n % 4 !== 0)
      await until(() => work.runs.size >= kept.length)
      await until(
        async () =>
          (await db.selectFrom('outbox').select('id').where('finishedAt', 'is', null).execute()).length === 0,
      )
      expect([...work.runs.keys()].toSorted()).toEqual(kept.toSorted())
      expect([...work.runs.values()].every((times) => times === 1)).toBe(true)
    })

    test('are done once by two workers', async () => {
      const { databaseUrl, db } = await stage()
      const work = counting()
      await startWorker(databaseUrl, db, work)
      await startWorker(databaseUrl, db, work)
      const keys = Array.from({ length: 40 }, () => randomUUID())
      await db.transaction().execute(async (trx) => {
        for (const key of keys) await enqueue(trx, Count, { key })
      })
      await until(
        async () =>
          (await db.selectFrom('outbox').select('id').where('finishedAt', 'is', null).execute()).length === 0,
      )
      expect([...work.runs.values()]).toEqual(keys.map(() => 1))
    })

    test('are begun by turns: one organisation’s many keep no other’s from being next', async () => {
      const { databaseUrl, db } = await stage()
      const ids = [randomUUID(), randomUUID()] as OrganisationId[]
      for (const id of ids) await db.insertInto('organisations').values({ id, name: 'O' }).execute()
      const [many, one] = ids as [OrganisationId, OrganisationId]
      const ownerId = randomUUID() as PersonId
      await db.transaction().execute(async (trx) => {
        for (let n = 0; n < 12; n++) {
          await enqueue(trx, Count, { key: `many-${n}` }, { organisationId: many, ownerId })
        }
        await enqueue(trx, Count, { key: 'one' }, { organisationId: one, ownerId: randomUUID() as PersonId })
      })
      const begun: string[] = []
      await startWorker(databaseUrl, db, {
        run: async ({ key }) => void begun.push(key),
        giveUp: async () => undefined,
      })
      await until(() => begun.length === 13)
      // Two are begun at once, maybe before all hints are out.
      expect(begun.indexOf('one')).toBeLessThanOrEqual(4)
      expect(new Set(begun).size).toBe(13)
    })

    test('with the same once-key are one', async () => {
      const { db } = await stage()
      const onceKey = randomUUID()
      await Promise.all(Array.from({ length: 5 }, () => enqueue(db, Count, { key: 'a' }, { onceKey })))
      expect(await db.selectFrom('outbox').select('id').execute()).toHaveLength(1)
    })

    test('that fail are tried again, and given up after the last try', async () => {
      const { databaseUrl, db } = await stage()
      const work = counting()
      const failing = {
        ...work,
        run: async (payload: { key: string }) => {
          await work.run(payload)
          if (payload.key === 'never' || work.runs.get(payload.key) === 1) throw new Error('broken')
        },
      }
      await startWorker(databaseUrl, db, failing)
      await enqueue(db, Count, { key: 'second time' })
      await enqueue(db, Count, { key: 'never' })
      using _hurry = hurry(db)
      await until(async () => (await rowOf(db, 'never')).finishedAt !== null)
      await until(async () => (await rowOf(db, 'second time')).finishedAt !== null)
      expect([work.runs.get('second time'), work.runs.get('never')]).toEqual([2, 3])
      expect(work.gaveUp).toEqual(['never'])
      expect((await rowOf(db, 'never')).gaveUpBecause).toBe('broken')
      expect((await rowOf(db, 'second time')).gaveUpBecause).toBeNull()
    })

    test('whose hint was lost are found again', async () => {
      const { databaseUrl, db } = await stage()
      await enqueue(db, Count, { key: 'lost' })
      // As after Redis was emptied: the row says that a hint is out, and none is.
      await db
        .updateTable('outbox')
        .set({ publishedAt: new Date(Date.now() - 60_000) })
        .execute()
      const work = counting()
      await startWorker(databaseUrl, db, work)
      await until(() => work.runs.get('lost') === 1)
    })

    test('of a worker that was killed are done by another one', async () => {
      const { databaseUrl, db } = await stage()
      await enqueue(db, Count, { key: 'orphan' })
      await db
        .updateTable('outbox')
        .set({
          publishedAt: new Date(Date.now() - 60_000),
          seenAt: new Date(Date.now() - 60_000),
          runner: randomUUID(),
          claims: 1,
          starts: 1,
        })
        .execute()
      const work = counting()
      await startWorker(databaseUrl, db, work)
      await until(async () => (await rowOf(db, 'orphan')).finishedAt !== null)
      expect(work.runs.get('orphan')).toBe(1)
    })

    test('that kill their worker each time are given up', async () => {
      const { databaseUrl, db } = await stage()
      await enqueue(db, Count, { key: 'poison' })
      await db.updateTable('outbox').set({ starts: 3, claims: 3 }).execute()
      const work = counting()
      await startWorker(databaseUrl, db, work)
      await until(async () => (await rowOf(db, 'poison')).finishedAt !== null)
      expect(work.runs.has('poison')).toBe(false)
      expect(work.gaveUp).toEqual(['poison'])
    })

    test('that run while the worker is stopped are handed back, and count as no try', async () => {
      const { databaseUrl, db } = await stage()
      let begun = 0
      const first = await startWorker(databaseUrl, db, {
        run: async (_payload, signal) => {
          begun += 1
          await new Promise((_, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
          )
        },
        giveUp: async () => undefined,
      })
      await enqueue(db, Count, { key: 'handed back' })
      await until(() => begun === 1)
      await first.stop()
      expect(await rowOf(db, 'handed back')).toMatchObject({
        starts: 0,
        seenAt: null,
        runner: null,
        finishedAt: null,
      })
      const work = counting()
      await startWorker(databaseUrl, db, work)
      await until(() => work.runs.get('handed back') === 1)
    })

    test('whose runner lost them meanwhile stop, and what they do afterwards changes nothing', async () => {
      const { databaseUrl, db } = await stage()
      let letGo: () => void = () => undefined
      const held = new Promise<void>((resolve) => {
        letGo = resolve
      })
      let begun = 0
      await startWorker(databaseUrl, db, {
        run: async () => {
          begun += 1
          await held
        },
        giveUp: async () => undefined,
      })
      await enqueue(db, Count, { key: 'taken over' })
      await until(() => begun === 1)
      const other = randomUUID()
      await db
        .updateTable('outbox')
        .set({ runner: other, seenAt: new Date(Date.now() + 60_000) })
        .execute()
      letGo()
      await new Promise((resolve) => setTimeout(resolve, 300))
      expect(await rowOf(db, 'taken over')).toMatchObject({ runner: other, finishedAt: null })
    })
  })
}
