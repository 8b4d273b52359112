import { type SqlBool, sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { holdOwner } from './hold-owner.ts'
import { isPurged } from './still-stands.ts'

const family = (db: Db, clipId: ClipId) =>
  db
    .with('first', (of) =>
      of
        .selectFrom('clips')
        .select(sql<ClipId>`coalesce(made_of_clip_id, id)`.as('id'))
        .where('id', '=', clipId),
    )
    .selectFrom('clips')
    .select('clips.id')
    .where(
      sql<SqlBool>`(clips.id = (select id from first) or clips.made_of_clip_id = (select id from first))`,
    )
    .orderBy('clips.id')

/** The clips that have copies of one recording, by id, the given one among them, without those that were purged. */
export async function findFamily(db: Db, clipId: ClipId): Promise<ClipId[]> {
  const clips = await family(db, clipId)
    .leftJoin('clipPurges', 'clipPurges.clipId', 'clips.id')
    .where('clipPurges.clipId', 'is', null)
    .execute()
  return clips.map(({ id }) => id)
}

/**
 * What `lockTerms` is for one clip, for all of its recording. None is made meanwhile: whoever makes one locks its owner
 * for that, whom this holds first.
 */
export async function lockFamily(db: Db, clipId: ClipId): Promise<void> {
  await holdOwner(db, clipId)
  const locked = await family(db, clipId).forNoKeyUpdate('clips').execute()
  if (locked.length === 0 || (await isPurged(db, clipId))) notFound('clip')
}
