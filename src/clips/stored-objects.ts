import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, OrganisationId } from '../platform/ids.ts'
import type { ObjectStore } from '../platform/storage/object-store.ts'
import { refusePurged } from './still-stands.ts'

interface OfClip {
  readonly id: ClipId
  readonly organisationId: OrganisationId
}

/**
 * Notes that an object is about to be written: if nothing comes of it, the sweep knows what to look for, and so does a
 * purge. Refuses once the clip was purged.
 */
export const noteObject = (db: Db, clip: OfClip, objectKey: string): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await refusePurged(trx, clip.id)
    await trx
      .insertInto('storedObjects')
      .values({ organisationId: clip.organisationId, objectKey, clipId: clip.id })
      .execute()
  })

/** The objects belong to something that is published now. Throws where one of them was given up meanwhile. */
export async function settleObjects(db: Db, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  const settled = await db
    .updateTable('storedObjects')
    .set({ settledAt: sql<Date>`now()` })
    .where('objectKey', 'in', keys)
    .where('discardedAt', 'is', null)
    .executeTakeFirst()
  if (Number(settled.numUpdatedRows) !== keys.length) throw new Error('an object to publish was given up')
}

/**
 * Gives up objects that nothing stands on, and removes them. One that was settled stays: the commit that settled it
 * may have been made although its answer was lost.
 */
export async function discardUnsettled(db: Db, store: ObjectStore, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  const given = await db
    .updateTable('storedObjects')
    .set({ discardedAt: sql<Date>`now()` })
    .where('objectKey', 'in', keys)
    .where('settledAt', 'is', null)
    .returning('objectKey')
    .execute()
  await removeDiscarded(
    db,
    store,
    given.map(({ objectKey }) => objectKey),
  )
}

/** Removes objects that were given up from the store, then from our notes: a crash in between only asks again. */
export async function removeDiscarded(db: Db, store: ObjectStore, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await store.remove(keys)
  await db
    .deleteFrom('storedObjects')
    .where('objectKey', 'in', keys)
    .where('discardedAt', 'is not', null)
    .execute()
}
