import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'

/**
 * Keeps a clip's owner from being erased until the caller's transaction ends. Erasing holds the person before their
 * clips, so whoever locks a clip does too; no other person's erasing touches it.
 */
export const holdOwner = (db: Db, clipId: ClipId) =>
  db
    .selectFrom('people')
    .innerJoin('clips', 'clips.ownerId', 'people.id')
    .select('people.id')
    .where('clips.id', '=', clipId)
    .forKeyShare('people')
    .execute()
