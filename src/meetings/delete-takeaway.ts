import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { TakeawayId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { findTakeaway } from './find-takeaways.ts'
import type { FindReadable } from './readable-threads.ts'

/** Taken out by who wrote it, or by who runs the cohort; nothing of it is left. */
export async function deleteTakeaway(
  db: Db,
  findReadable: FindReadable,
  viewer: Viewer,
  id: TakeawayId,
): Promise<void> {
  const { can } = await findTakeaway(db, findReadable, viewer, id)
  authorize(can.remove, 'Only who wrote this, or who facilitates the cohort, takes it out.')
  await db.deleteFrom('takeaways').where('id', '=', id).execute()
}
