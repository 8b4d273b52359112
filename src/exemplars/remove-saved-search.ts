import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { SavedSearchId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'

/** Forgets one of the viewer's own searches; 404 where they have none such. */
export async function removeSavedSearch(db: Db, viewer: Viewer, id: SavedSearchId): Promise<void> {
  const removed = await db
    .deleteFrom('savedSearches')
    .where('id', '=', id)
    .where('personId', '=', viewer.personId)
    .returning('id')
    .executeTakeFirst()
  if (!removed) notFound('search')
}
