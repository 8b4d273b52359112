import type { Db } from '../platform/db/schema.ts'
import { announce } from '../platform/live/changes.ts'
import type { Preparation } from './find-preparation.ts'
import { stillStands } from './still-stands.ts'

export type Stretch = readonly [startMs: number, endMs: number]

export interface Sound {
  readonly loudnessLufs: number | null
  readonly truePeakDb: number | null
  readonly gainDb: number
  readonly peaksPerSecond: number
  readonly peaks: Uint8Array
  readonly talk: readonly Stretch[]
}

type OfCut = Pick<Preparation, 'id' | 'organisationId' | 'cutNo'>

/**
 * Keeps what was measured of the sound of a cut. The first one stands: renditions may have been made by it. Keeps nothing
 * where the clip was purged or cut anew.
 */
export const noteSound = (
  db: Db,
  { id: clipId, organisationId, cutNo }: OfCut,
  { peaks, talk, ...measured }: Sound,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    if (!(await stillStands(trx, clipId))) return
    // Whoever cuts it anew takes out what was noted of this cut before, and waits here.
    const standing = await trx
      .selectFrom('clips')
      .select('id')
      .where('id', '=', clipId)
      .where('cutNo', '=', cutNo)
      .forShare()
      .executeTakeFirst()
    if (!standing) return
    const noted = await trx
      .insertInto('sounds')
      .values({
        ...{ organisationId, clipId, cutNo, ...measured },
        ...{ peaks: Buffer.from(peaks), talk: JSON.stringify(talk) },
      })
      .onConflict((before) => before.columns(['clipId', 'cutNo']).doNothing())
      .executeTakeFirst()
    if (noted.numInsertedOrUpdatedRows) await announce(trx, { clipId, what: 'clip' })
  })
