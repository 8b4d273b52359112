import { holdPeople } from '../identity/hold-people.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CollectionId, ExemplarId } from '../platform/ids.ts'
import { conflict, notFound } from '../platform/problems.ts'
import { type Collection, mostItems } from './collection-schemas.ts'
import { exemplarsInReach } from './find-exemplar.ts'
import { holdCollection } from './hold-collection.ts'
import { showCollection } from './show-collections.ts'

/** Puts an exemplar that the viewer sees at the end of a collection. What is in it already stays where it is. */
export async function addToCollection(
  db: Db,
  viewer: Viewer,
  id: CollectionId,
  exemplarId: ExemplarId,
): Promise<Collection> {
  await db.transaction().execute(async (trx) => {
    await requireSeen(trx, viewer, exemplarId)
    await holdPeople(trx, [viewer.personId])
    // Whoever ends it takes it out of collections, and waits for us or was here before.
    await trx.selectFrom('exemplars').select('id').where('id', '=', exemplarId).forShare().execute()
    await holdCollection(trx, viewer, id)
    await requireSeen(trx, viewer, exemplarId)
    const items = await trx
      .selectFrom('collectionItems')
      .select(['exemplarId', 'position'])
      .where('collectionId', '=', id)
      .orderBy('position')
      .execute()
    if (items.some((item) => item.exemplarId === exemplarId)) return
    if (items.length >= mostItems) {
      conflict(
        'collection-full',
        `A collection holds at most ${mostItems} exemplars. Please begin another one.`,
      )
    }
    const { organisationId, personId: addedBy } = viewer
    const position = (items.at(-1)?.position ?? -1) + 1
    await trx
      .insertInto('collectionItems')
      .values({ organisationId, collectionId: id, exemplarId, position, addedBy })
      .execute()
  })
  return showCollection(db, viewer, id)
}

/** What is not in the viewer's library is not there to be put anywhere. */
export async function requireSeen(db: Db, viewer: Viewer, id: ExemplarId): Promise<void> {
  const seen = await exemplarsInReach(db, viewer)
    .select('exemplars.id')
    .where('exemplars.id', '=', id)
    .executeTakeFirst()
  if (!seen) notFound('exemplar')
}
