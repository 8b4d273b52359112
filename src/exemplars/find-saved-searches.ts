import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { SavedSearch } from './library-schemas.ts'

/** What the viewer looks for again and again, by name. They are their own, and nobody else's. */
export async function findSavedSearches(db: Db, viewer: Viewer): Promise<{ items: SavedSearch[] }> {
  const items = await db
    .selectFrom('savedSearches')
    .select(['id', 'name', 'query'])
    .where('personId', '=', viewer.personId)
    .where('organisationId', '=', viewer.organisationId)
    .orderBy((eb) => eb.fn('lower', ['name']))
    .orderBy('id')
    .execute()
  return { items }
}
