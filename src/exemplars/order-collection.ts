import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CollectionId, ExemplarId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import type { Collection } from './collection-schemas.ts'
import { exemplarsInReach } from './find-exemplar.ts'
import { holdCollection } from './hold-collection.ts'
import { showCollection } from './show-collections.ts'

/**
 * Puts the exemplars of a collection in an order. Those that are left out stay, behind the others as they were: the
 * viewer does not see them, or somebody put them in just now. Refuses with 409 one that is not in it, or not any more.
 */
export async function orderCollection(
  db: Db,
  viewer: Viewer,
  id: CollectionId,
  exemplarIds: readonly ExemplarId[],
): Promise<Collection> {
  await db.transaction().execute(async (trx) => {
    await holdCollection(trx, viewer, id)
    const items = await trx
      .selectFrom('collectionItems')
      .select(['exemplarId', 'position'])
      .select((eb) =>
        eb('exemplarId', 'in', exemplarsInReach(trx, viewer).select('exemplars.id')).as('isSeen'),
      )
      .where('collectionId', '=', id)
      .orderBy('position')
      .execute()
    const seen = new Set(items.flatMap(({ exemplarId, isSeen }) => (isSeen ? [exemplarId] : [])))
    if (exemplarIds.some((exemplarId) => !seen.has(exemplarId))) {
      conflict('collection-changed', 'This collection was changed meanwhile. Please look at it again.')
    }
    const wanted = new Set(exemplarIds)
    const others = items.map(({ exemplarId }) => exemplarId).filter((exemplarId) => !wanted.has(exemplarId))
    const before = new Map(items.map(({ exemplarId, position }) => [exemplarId, position]))
    // Row by row, and only what is there still: one that ends meanwhile must not come back.
    for (const [position, exemplarId] of [...exemplarIds, ...others].entries()) {
      if (before.get(exemplarId) === position) continue
      await trx
        .updateTable('collectionItems')
        .set({ position })
        .where('collectionId', '=', id)
        .where('exemplarId', '=', exemplarId)
        .execute()
    }
  })
  return showCollection(db, viewer, id)
}
