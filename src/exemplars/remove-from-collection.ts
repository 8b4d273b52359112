import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CollectionId, ExemplarId } from '../platform/ids.ts'
import { requireSeen } from './add-to-collection.ts'
import type { Collection } from './collection-schemas.ts'
import { holdCollection } from './hold-collection.ts'
import { showCollection } from './show-collections.ts'

/** Takes an exemplar that the viewer sees out of a collection. What is not in it is not taken out. */
export async function removeFromCollection(
  db: Db,
  viewer: Viewer,
  id: CollectionId,
  exemplarId: ExemplarId,
): Promise<Collection> {
  await db.transaction().execute(async (trx) => {
    await holdCollection(trx, viewer, id)
    await requireSeen(trx, viewer, exemplarId)
    await trx
      .deleteFrom('collectionItems')
      .where('collectionId', '=', id)
      .where('exemplarId', '=', exemplarId)
      .execute()
  })
  return showCollection(db, viewer, id)
}
