import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId } from '../platform/ids.ts'
import { collectionsInReach } from './find-collections.ts'

/** The collections that hold an exemplar, as far as the viewer can open them. */
export const findLinkedCollections = (db: Db, viewer: Viewer, id: ExemplarId) =>
  collectionsInReach(db, viewer)
    .innerJoin('collectionItems', 'collectionItems.collectionId', 'collections.id')
    .select(['collections.id', 'collections.title'])
    .where('collectionItems.exemplarId', '=', id)
    .orderBy('collections.title')
    .orderBy('collections.id')
    .execute()
