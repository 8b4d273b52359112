import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ExportId } from '../platform/ids.ts'
import type { ObjectStore } from '../platform/storage/object-store.ts'
import { isOver } from './find-exports.ts'
import { folderOf } from './request-export.ts'

/**
 * Removes the files of exports that are over or failed. Their rows stay for a day more, so that what a worker puts there
 * at the last moment, and dies, is found too. Answers how many files there were.
 */
export async function sweepExports(db: Db, store: ObjectStore, signal?: AbortSignal): Promise<number> {
  const over = await db
    .selectFrom('dataExports')
    .select('id')
    .select(
      sql<boolean>`least(expires_at, coalesce(failed_at, expires_at)) < now() - interval '1 day'`.as('long'),
    )
    .where(({ or, eb }) => or([isOver, eb('failedAt', 'is not', null)]))
    .orderBy('id')
    .execute()
  let removed = 0
  for (const { id, long } of over) {
    signal?.throwIfAborted()
    removed += await removeTries(store, id)
    if (long) await db.deleteFrom('dataExports').where('id', '=', id).execute()
  }
  return removed
}

/** Removes what tries at an export left in the store, but for the key of one that goes on. */
export async function removeTries(store: ObjectStore, id: ExportId, but?: string): Promise<number> {
  const keys: string[] = []
  for await (const { key } of store.list(`${folderOf(id)}/`)) if (key !== but) keys.push(key)
  if (keys.length > 0) await store.remove(keys)
  return keys.length
}
