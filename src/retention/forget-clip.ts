import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'

/** A purged clip has no end to come: what was chosen and told about it goes, in the caller's transaction. */
export async function forgetEnding(db: Db, clipId: ClipId): Promise<void> {
  await db.deleteFrom('clipKeepings').where('clipId', '=', clipId).execute()
  await db.deleteFrom('retentionNotices').where('clipId', '=', clipId).execute()
}

/** Holds that were lifted are kept for as long as the tombstone of their clip. */
export async function forgetHolds(db: Db, clipId: ClipId): Promise<void> {
  await db.deleteFrom('legalHolds').where('clipId', '=', clipId).execute()
}
