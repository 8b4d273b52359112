import { holdFacilitatedCohort } from '../cohorts/hold-cohort.ts'
import { holdPeople } from '../identity/hold-people.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type CollectionId, newId } from '../platform/ids.ts'
import { authorize, conflict } from '../platform/problems.ts'
import { trimmed, wordsOf } from '../platform/words.ts'
import type { Collection, CreateCollection } from './collection-schemas.ts'
import { onlyCurators } from './hold-collection.ts'
import { curatesHere } from './is-curator.ts'
import { showCollection } from './show-collections.ts'

/** Begins a collection, of the organisation or of a cohort. The same `clientKey` again answers the one that stands. */
export async function createCollection(
  db: Db,
  viewer: Viewer,
  { title, introduction, cohortId = null, clientKey }: CreateCollection,
): Promise<Collection> {
  const { organisationId, personId: createdBy } = viewer
  const id = await db.transaction().execute(async (trx) => {
    await holdPeople(trx, [createdBy])
    if (cohortId) await holdFacilitatedCohort(trx, viewer, cohortId)
    else authorize(await curatesHere(trx, viewer), onlyCurators)
    await trx
      .insertInto('collections')
      .values({
        ...{ organisationId, id: newId<CollectionId>(), cohortId, createdBy, clientKey },
        ...{ title: trimmed(title), introduction: wordsOf(introduction) },
      })
      .onConflict((before) => before.columns(['createdBy', 'clientKey']).doNothing())
      .execute()
    const made = await trx
      .selectFrom('collections')
      .select(['id', 'cohortId'])
      .where('createdBy', '=', createdBy)
      .where('clientKey', '=', clientKey)
      .executeTakeFirst()
    if (made && made.cohortId === cohortId) return made.id
    return conflict('client-key-used', 'This clientKey was used for something else already.')
  })
  return showCollection(db, viewer, id)
}
