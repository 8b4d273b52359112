import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ObjectStore } from '../platform/storage/object-store.ts'

/** Where everything stands that belongs to clips. */
const prefixes = ['clips/', 'uploads/']
const atOnce = 500
/** Crashes leave a few. More than that is another database's store, or this one's from before a restore. */
const most = 100

interface Orphans {
  readonly found: number
  readonly removed: number
}

/**
 * Removes objects that no row knows. Each is noted before it is written, and its note goes after it: what is in the store
 * and afterwards not in the database is nobody's. Where there are many it removes none: then it is the database that is
 * the wrong one, and the objects are all that is left.
 */
export async function removeOrphans(db: Db, store: ObjectStore, signal: AbortSignal): Promise<Orphans> {
  const orphans: string[] = []
  for (const prefix of prefixes) {
    let keys: string[] = []
    for await (const { key } of store.list(prefix)) {
      signal.throwIfAborted()
      keys.push(key)
      if (keys.length < atOnce) continue
      orphans.push(...(await unknownOf(db, keys)))
      keys = []
    }
    orphans.push(...(await unknownOf(db, keys)))
  }
  if (orphans.length === 0 || orphans.length > most) return { found: orphans.length, removed: 0 }
  await store.remove(orphans)
  return { found: orphans.length, removed: orphans.length }
}

async function unknownOf(db: Db, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<{ key: string }>`
    select key from unnest(${sql.val(keys)}::text[]) as key
    where not exists (select from stored_objects where object_key = key)
      and not exists (select from uploads where object_key = key)
      and not exists (select from recordings where object_key = key)
      and not exists (select from renditions where object_key = key)
      and not exists (select from stills where object_key = key)`.execute(db)
  return rows.map(({ key }) => key)
}
