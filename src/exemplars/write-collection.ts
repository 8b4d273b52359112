import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type CollectionId, type ExemplarId, newId } from '../platform/ids.ts'

interface MadeCollection {
  readonly title: string
  readonly introduction: string
  readonly exemplarIds: readonly ExemplarId[]
}

/** Writes a collection of the whole organisation, in the caller's transaction. */
export async function writeCollection(
  db: Db,
  { organisationId, personId }: Viewer,
  { title, introduction, exemplarIds }: MadeCollection,
): Promise<void> {
  const id = newId<CollectionId>()
  await db
    .insertInto('collections')
    .values({ organisationId, id, title, introduction, createdBy: personId, clientKey: `made-${id}` })
    .execute()
  for (const [position, exemplarId] of exemplarIds.entries()) {
    await db
      .insertInto('collectionItems')
      .values({ organisationId, collectionId: id, exemplarId, position, addedBy: personId })
      .execute()
  }
}
