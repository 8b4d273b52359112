import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { TakeawayId } from '../platform/ids.ts'
import { authorize, notFound } from '../platform/problems.ts'
import { findTakeaway } from './find-takeaways.ts'
import type { FindReadable } from './readable-threads.ts'
import type { ChangeTakeaway, Takeaway } from './takeaway-schemas.ts'

/** Its author says it in other words, or calls it something else. */
export async function changeTakeaway(
  db: Db,
  findReadable: FindReadable,
  viewer: Viewer,
  id: TakeawayId,
  { kind, body }: ChangeTakeaway,
): Promise<Takeaway> {
  const { mine } = await findTakeaway(db, findReadable, viewer, id)
  authorize(mine, 'Only who wrote this changes it.')
  const changed = await db
    .updateTable('takeaways')
    .set({
      ...(kind !== undefined && { kind }),
      ...(body !== undefined && { body }),
      editedAt: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) notFound('takeaway')
  return findTakeaway(db, findReadable, viewer, id)
}
