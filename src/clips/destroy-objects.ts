import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, UploadId } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'

export interface Destroyed {
  readonly key: string
  /** Where anything still knew it. */
  readonly bytes?: number
}

const atOnce = 500

/**
 * Removes every object that was ever noted for a clip, whatever lies below its folder, and what unfinished writes left,
 * then asks the store for each of them. Answers what there was; throws where one of them is still there. Our notes
 * stay as they are, so that a crash at any point only means doing it again.
 */
export async function destroyObjects(
  { db, store, storage }: Pick<Platform, 'db' | 'store' | 'storage'>,
  clipId: ClipId,
  signal: AbortSignal,
): Promise<Destroyed[]> {
  const folder = `clips/${clipId}/`
  const objects = new Map(
    (await findNotedObjects(db, clipId)).map(({ key, bytes }) => [
      key,
      bytes === null ? { key } : { key, bytes },
    ]),
  )
  for await (const stored of store.list(folder)) objects.set(stored.key, stored)
  const uploads = await db.selectFrom('uploads').select('id').where('clipId', '=', clipId).execute()
  for (const { id } of uploads) {
    signal.throwIfAborted()
    await storage.resumable.discard(id as UploadId)
  }
  const keys = [...objects.keys()]
  for (let at = 0; at < keys.length; at += atOnce) {
    signal.throwIfAborted()
    await store.remove(keys.slice(at, at + atOnce))
  }
  await store.abortWrites(folder)
  for (const key of keys) {
    signal.throwIfAborted()
    if ((await store.size(key)) !== undefined) throw new Error(`the store still has ${key}`)
  }
  for await (const { key } of store.list(folder)) throw new Error(`the store still has ${key}`)
  return keys.toSorted().map((key) => objects.get(key) ?? { key })
}

/** Every key that any table names, with its size where the table says it. */
async function findNotedObjects(db: Db, clipId: ClipId) {
  const { rows } = await sql<{ key: string; bytes: number | null }>`
    select key, max(bytes)::bigint as bytes from (
      select object_key as key, null::bigint as bytes from stored_objects where clip_id = ${clipId}
      union all select object_key, bytes from renditions where clip_id = ${clipId}
      union all select object_key, bytes from stills where clip_id = ${clipId}
      union all
      select uploads.object_key, recordings.bytes from uploads
        left join recordings on recordings.upload_id = uploads.id where uploads.clip_id = ${clipId}
    ) as noted group by key`.execute(db)
  return rows
}
