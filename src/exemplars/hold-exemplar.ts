import { holdOwner } from '../clips/hold-owner.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId } from '../platform/ids.ts'

/**
 * Holds an exemplar until the caller's transaction ends, and before it its clip and who owns that, as everybody does who
 * changes who may see one. Answers undefined where there is none; whether the clip was purged is the caller's to ask.
 */
export async function holdExemplar(db: Db, id: ExemplarId) {
  const known = await db.selectFrom('exemplars').select('clipId').where('id', '=', id).executeTakeFirst()
  if (!known) return undefined
  await holdOwner(db, known.clipId)
  await db.selectFrom('clips').select('id').where('id', '=', known.clipId).forNoKeyUpdate().execute()
  return db.selectFrom('exemplars').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
}
