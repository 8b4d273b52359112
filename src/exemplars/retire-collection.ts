import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CollectionId } from '../platform/ids.ts'
import { holdCollection } from './hold-collection.ts'

/** Puts a collection away: from then on it is there for nobody. The exemplars in it stay what they are. */
export const retireCollection = (db: Db, viewer: Viewer, id: CollectionId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await holdCollection(trx, viewer, id)
    await trx.updateTable('collections').set({ retiredAt: sql<Date>`now()` }).where('id', '=', id).execute()
  })
