import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'

/**
 * Lets nobody cut the clip anew before the caller's transaction ends; refuses with 409 where that was done since the
 * caller looked. What is written at a moment of a clip is so written at the moment that was meant.
 */
export async function holdCut(db: Db, clipId: ClipId, cutNo: number): Promise<void> {
  const clip = await db
    .selectFrom('clips')
    .select('id')
    .where('id', '=', clipId)
    .where('cutNo', '=', cutNo)
    .forShare()
    .executeTakeFirst()
  if (!clip) conflict('cut-anew', 'The clip was cut anew just now. Please look again where this belongs.')
}
