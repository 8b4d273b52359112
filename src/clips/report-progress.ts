import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import type { Step } from './states.ts'

export interface Reached {
  readonly step: Step
  /** 0..1 of the whole way to `ready`. It never goes back: a second try of a step catches up first. */
  readonly fraction: number
  readonly secondsLeft: number | null
}

/** Says how far a clip is. One that is done, failed or was cut anew meanwhile stays as it is. */
export async function reportProgress(
  db: Db,
  { id: clipId, cutNo }: { readonly id: ClipId; readonly cutNo: number },
  { step, fraction, secondsLeft }: Reached,
): Promise<void> {
  const reported = await db
    .updateTable('clips')
    .set({
      progressStep: step,
      progressFraction: sql<number>`greatest(progress_fraction, ${fraction}::double precision)`,
      progressSecondsLeft: secondsLeft,
    })
    .where('id', '=', clipId)
    .where('cutNo', '=', cutNo)
    .where('state', 'in', ['preparing', 'watchable'])
    .where('failureCode', 'is', null)
    .executeTakeFirst()
  if (reported.numUpdatedRows > 0n) await announce(db, { clipId, what: 'clip' })
}
