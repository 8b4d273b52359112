import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ObjectStore } from '../platform/storage/object-store.ts'
import { isNotHeld } from './find-hold.ts'
import { discardUnsettled, removeDiscarded } from './stored-objects.ts'

interface Ages {
  /** An object that was not published by then never will be: its worker is gone. */
  readonly unsettledHours: number
  /** How long players may read on in what was replaced. */
  readonly retiredHours: number
}

export const usualAges: Ages = { unsettledHours: 12, retiredHours: 24 }

/** The next sweep is never far. */
const atOnce = 1000

/** Removes the objects that crashes left behind, and those that were replaced. Answers how many there were. */
export async function sweepObjects(db: Db, store: ObjectStore, ages: Ages = usualAges): Promise<number> {
  const unsettled = await db
    .selectFrom('storedObjects')
    .select('objectKey')
    .where('settledAt', 'is', null)
    .where('discardedAt', 'is', null)
    .where('createdAt', '<', sql<Date>`now() - ${ages.unsettledHours} * interval '1 hour'`)
    .limit(atOnce)
    .execute()
  await discardUnsettled(
    db,
    store,
    unsettled.map(({ objectKey }) => objectKey),
  )
  await retire(db, ages)
  const discarded = await db
    .selectFrom('storedObjects')
    .select('objectKey')
    .where('discardedAt', 'is not', null)
    .limit(atOnce)
    .execute()
  await removeDiscarded(
    db,
    store,
    discarded.map(({ objectKey }) => objectKey),
  )
  return unsettled.length + discarded.length
}

/** Takes out the rows of what was replaced long ago, or belongs to an earlier cut, and gives their objects up. */
const retire = (db: Db, { retiredHours }: Ages): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const keys: string[] = []
    for (const table of ['renditions', 'stills'] as const) {
      const { rows } = await sql<{ objectKey: string }>`
        delete from ${sql.table(table)} where id in (
          select replaced.id from ${sql.table(table)} as replaced join clips on clips.id = replaced.clip_id
          where (replaced.retired_at < now() - ${retiredHours} * interval '1 hour'
              or (replaced.retired_at is not null and replaced.cut_no < clips.cut_no))
            and ${isNotHeld('replaced.clip_id')}
          limit ${atOnce}
        ) returning object_key`.execute(trx)
      keys.push(...rows.map(({ objectKey }) => objectKey))
    }
    if (keys.length === 0) return
    await trx
      .updateTable('storedObjects')
      .set({ discardedAt: sql<Date>`now()` })
      .where('objectKey', 'in', keys)
      .execute()
  })
