import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CollectionId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import type { Collection, ListedCollection } from './collection-schemas.ts'
import { collectionsInReach } from './find-collections.ts'
import { exemplarsInReach } from './find-exemplar.ts'
import { curatesHere } from './is-curator.ts'
import { showShelf } from './show-shelf.ts'
import { stateOf } from './state-of.ts'

/** The collections that exist for the viewer: first the organisation's, then their cohorts'. */
export async function showCollections(db: Db, viewer: Viewer): Promise<{ items: ListedCollection[] }> {
  return { items: await listCollections(db, viewer) }
}

/** One of them, with the exemplars in it that the viewer sees, in order; 404 where it does not exist for them. */
export async function showCollection(db: Db, viewer: Viewer, id: CollectionId): Promise<Collection> {
  const [listed] = await listCollections(db, viewer, id)
  if (!listed) return notFound('collection')
  const rows = await exemplarsInReach(db, viewer)
    .innerJoin('collectionItems', 'collectionItems.exemplarId', 'exemplars.id')
    .selectAll('exemplars')
    .select(['audience.openedAt as publishedAt', stateOf.as('state')])
    .where('collectionItems.collectionId', '=', id)
    .orderBy('collectionItems.position')
    .orderBy('exemplars.id')
    .execute()
  const items = await showShelf(db, viewer, rows)
  return { ...listed, exemplars: items.length, items }
}

async function listCollections(db: Db, viewer: Viewer, id?: CollectionId): Promise<ListedCollection[]> {
  const curates = await curatesHere(db, viewer)
  const rows = await collectionsInReach(db, viewer)
    .leftJoin('cohorts', 'cohorts.id', 'collections.cohortId')
    .leftJoin('memberships as own', (join) =>
      join
        .onRef('own.cohortId', '=', 'collections.cohortId')
        .on('own.personId', '=', viewer.personId)
        .on('own.leftAt', 'is', null),
    )
    .leftJoin(
      exemplarsInReach(db, viewer)
        .innerJoin('collectionItems', 'collectionItems.exemplarId', 'exemplars.id')
        .select(['collectionItems.collectionId', ({ fn }) => fn.countAll<number>().as('exemplars')])
        .groupBy('collectionItems.collectionId')
        .as('seen'),
      (join) => join.onRef('seen.collectionId', '=', 'collections.id'),
    )
    .select(['collections.id', 'collections.title', 'collections.introduction', 'collections.cohortId'])
    .select(['cohorts.name', 'own.part', 'seen.exemplars'])
    .$if(id !== undefined, (query) => query.where('collections.id', '=', id ?? null))
    .orderBy(sql`collections.cohort_id is not null`)
    .orderBy('cohorts.name')
    .orderBy('collections.title')
    .orderBy('collections.id')
    .execute()
  return rows.map(({ cohortId, name, part, exemplars, ...row }) => ({
    ...row,
    cohort: cohortId ? { id: cohortId, name: name ?? '' } : null,
    exemplars: exemplars ?? 0,
    can: { change: cohortId ? part === 'facilitator' : curates },
  }))
}
