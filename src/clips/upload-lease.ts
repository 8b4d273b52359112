import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Lock, Locker, RequestRelease } from '@tus/server'
import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { UploadId } from '../platform/ids.ts'

interface Terms {
  /** How long a lease lasts unless it is renewed; a dead holder blocks others for no longer. */
  readonly leaseMs: number
  /** How long a request waits for another to let go. */
  readonly waitMs: number
}

/**
 * Lets one request at a time write to an upload, across all API processes. The lease is on the upload's own row: it
 * needs no held connection, works through PgBouncer, and outlives no crash by more than `leaseMs`.
 */
export const uploadLeases = (db: Db, terms: Terms = { leaseMs: 10_000, waitMs: 15_000 }): Locker => ({
  newLock: (id) => leaseOn(db, id as UploadId, terms),
})

function leaseOn(db: Db, uploadId: UploadId, { leaseMs, waitMs }: Terms): Lock {
  const holder = randomUUID()
  const until = sql<Date>`now() + ${leaseMs} * interval '1 millisecond'`
  const row = () => db.updateTable('uploads').where('id', '=', uploadId)
  let renewal: NodeJS.Timeout | undefined

  const take = async (): Promise<boolean> => {
    const taken = await row()
      .set({ leaseHolder: holder, leaseExpiresAt: until, leaseWanted: false })
      .where((eb) => eb.or([eb('leaseHolder', 'is', null), eb('leaseExpiresAt', '<', sql<Date>`now()`)]))
      .where('abandonedAt', 'is', null)
      .executeTakeFirst()
    return taken.numUpdatedRows === 1n
  }

  // Nobody may write to what is being cleared away.
  const isGone = async (): Promise<boolean> => {
    const open = db
      .selectFrom('uploads')
      .select('id')
      .where('id', '=', uploadId)
      .where('abandonedAt', 'is', null)
    return (await open.executeTakeFirst()) === undefined
  }

  const renew = async (release: RequestRelease) => {
    const [renewed] = await row()
      .set({ leaseExpiresAt: until })
      .where('leaseHolder', '=', holder)
      .returning('leaseWanted')
      .execute()
    if (!renewed || renewed.leaseWanted) await release()
  }

  return {
    async lock(signal, release) {
      const deadline = Date.now() + waitMs
      while (!(await take())) {
        if (await isGone()) throw { status_code: 404, body: 'the upload was given up' }
        if (signal.aborted || Date.now() > deadline)
          throw { status_code: 423, body: 'the upload is being written to' }
        await row().set({ leaseWanted: true }).where('leaseHolder', 'is not', null).execute()
        await sleep(100)
      }
      // The asking request waits on this, so it is looked at often; a lapse in the database shows at the next write.
      renewal = setInterval(() => void renew(release).catch(() => {}), Math.min(500, leaseMs / 4))
    },
    async unlock() {
      clearInterval(renewal)
      await row()
        .set({ leaseHolder: null, leaseExpiresAt: null, leaseWanted: false })
        .where('leaseHolder', '=', holder)
        .execute()
    },
  }
}
