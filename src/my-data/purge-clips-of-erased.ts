import { forgetTitles } from '../clips/forget-titles.ts'
import { eraseExemplars } from '../exemplars/erase-exemplars.ts'
import type { Db } from '../platform/db/schema.ts'
import { orderPurge } from '../retention/order-purge.ts'

/**
 * Orders the destruction of clips whose owners were erased while the clips were on hold, once they no longer are. Until
 * then nobody sees them. Answers how many there were.
 */
export async function purgeClipsOfErased(db: Db): Promise<number> {
  const clips = await db
    .selectFrom('clips')
    .innerJoin('people', 'people.id', 'clips.ownerId')
    .leftJoin('clipPurges', 'clipPurges.clipId', 'clips.id')
    .leftJoin('legalHolds', (join) =>
      join.onRef('legalHolds.clipId', '=', 'clips.id').on('legalHolds.liftedAt', 'is', null),
    )
    .select(['clips.id', 'clips.organisationId', 'clips.ownerId'])
    .where('people.state', '=', 'erased')
    .where('clipPurges.clipId', 'is', null)
    .where('legalHolds.id', 'is', null)
    .orderBy('clips.id')
    .execute()
  for (const clip of clips) {
    await db.transaction().execute(async (trx) => {
      await forgetTitles(trx, [clip.id])
      await eraseExemplars(trx, [clip.id])
      await orderPurge(trx, clip, 'account deleted', null)
    })
  }
  return clips.length
}
