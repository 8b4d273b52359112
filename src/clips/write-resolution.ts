import { type Selectable, type SqlBool, sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Database, Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { conflict } from '../platform/problems.ts'
import { appendLedger } from './append-ledger.ts'
import type { Resolution } from './pause-schemas.ts'
import { writeWithdrawal } from './write-withdrawal.ts'

/**
 * Settles a pause, in a transaction that locked the clip's terms. `withdrawn` takes the clip back with it; `cut again`
 * needs a cut made since. Answers false where it was settled so before; settled otherwise is a 409.
 */
export async function writeResolution(
  db: Db,
  viewer: Viewer,
  pause: Selectable<Database['clipPauses']>,
  resolution: Resolution,
): Promise<boolean> {
  const { id: pauseId, clipId } = pause
  if (pause.resolution === resolution) return false
  if (pause.resolution !== null) conflict('settled', 'This was settled before.')
  if (resolution === 'cut again' && !(await wasCutSince(db, clipId, pause.raisedAt))) {
    conflict('not-cut-again', 'The clip was not cut since this was raised. Please cut it first.')
  }
  await db
    .updateTable('clipPauses')
    .set({ resolvedAt: sql<Date>`now()`, resolvedBy: viewer.personId, resolution })
    .where('id', '=', pauseId)
    .where('resolvedAt', 'is', null)
    .execute()
  if (resolution === 'withdrawn') await writeWithdrawal(db, viewer, clipId)
  await announce(db, { clipId, what: 'clip' })
  await appendLedger(db, {
    ...{ organisationId: viewer.organisationId, clipId, what: 'resume', personId: viewer.personId },
    detail: { pauseId, resolution },
  })
  return true
}

/** Whether what others may have of the clip is a cut made after that moment. */
export const wasCutSince = async (db: Db, clipId: ClipId, moment: Date): Promise<boolean> =>
  (await db
    .selectFrom('cuts')
    .innerJoin('clips', 'clips.id', 'cuts.clipId')
    .select('cuts.cutNo')
    .where('cuts.clipId', '=', clipId)
    .where(sql<SqlBool>`cuts.cut_no = clips.cut_no`)
    .where('cuts.madeAt', '>', moment)
    .executeTakeFirst()) !== undefined
