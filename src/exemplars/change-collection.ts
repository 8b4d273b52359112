import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CollectionId } from '../platform/ids.ts'
import { trimmed, wordsOf } from '../platform/words.ts'
import type { ChangeCollection, Collection } from './collection-schemas.ts'
import { holdCollection } from './hold-collection.ts'
import { showCollection } from './show-collections.ts'

/** Gives a collection another title or introduction; what is left out stays as it is. */
export async function changeCollection(
  db: Db,
  viewer: Viewer,
  id: CollectionId,
  { title, introduction }: ChangeCollection,
): Promise<Collection> {
  const words = {
    ...(title !== undefined && { title: trimmed(title) }),
    ...(introduction !== undefined && { introduction: wordsOf(introduction) }),
  }
  await db.transaction().execute(async (trx) => {
    await holdCollection(trx, viewer, id)
    if (Object.keys(words).length === 0) return
    await trx.updateTable('collections').set(words).where('id', '=', id).execute()
  })
  return showCollection(db, viewer, id)
}
