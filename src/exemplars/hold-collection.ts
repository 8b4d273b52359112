import { findPart } from '../cohorts/find-part.ts'
import { facilitates } from '../cohorts/policy.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CollectionId } from '../platform/ids.ts'
import { authorize, notFound } from '../platform/problems.ts'
import { collectionsInReach } from './find-collections.ts'
import { curatesHere } from './is-curator.ts'

export const onlyCurators =
  'Only teacher leaders and program coaches keep the collections that are for everybody here.'

/**
 * A collection that the viewer may change, which nobody else changes before the caller's transaction ends. Refuses with
 * 404 beyond reach, and with 403 those who do not curate it. An exemplar that is to come in is held before.
 */
export async function holdCollection(trx: Db, viewer: Viewer, id: CollectionId): Promise<void> {
  await requireCurator(trx, viewer, id)
  await trx.selectFrom('collections').select('id').where('id', '=', id).forNoKeyUpdate().execute()
  // Another statement, for it must see what was committed while the lock was waited for.
  await requireCurator(trx, viewer, id)
}

async function requireCurator(db: Db, viewer: Viewer, id: CollectionId): Promise<void> {
  const { cohortId } =
    (await collectionsInReach(db, viewer)
      .select('collections.cohortId')
      .where('collections.id', '=', id)
      .executeTakeFirst()) ?? notFound('collection')
  if (cohortId) {
    const part = await findPart(db, viewer, cohortId)
    authorize(facilitates(part), 'Only people who facilitate this cohort keep its collections.')
  } else {
    authorize(await curatesHere(db, viewer), onlyCurators)
  }
}
