import { type SqlBool, sql } from 'kysely'
import { findTurn } from '../clips/find-turn.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, OrganisationId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { MakeCaptions } from './jobs.ts'

interface OfCut {
  readonly id: ClipId
  readonly organisationId: OrganisationId
  readonly cutNo: number
}

/** Asks for captions by a program, in the caller's transaction; once, where that is under way already. */
export async function writeAsked(db: Db, { id: clipId, organisationId, cutNo }: OfCut): Promise<void> {
  const asked = await db
    .insertInto('captionMakings')
    .values({ organisationId, clipId, state: 'asked' })
    .onConflict((before) =>
      before
        .column('clipId')
        .doUpdateSet({ state: 'asked', changedAt: sql<Date>`now()` })
        .where(sql<SqlBool>`caption_makings.state <> 'asked'`),
    )
    .executeTakeFirst()
  if (asked.numInsertedOrUpdatedRows === 0n) return
  await enqueue(db, MakeCaptions, { clipId, cutNo }, await findTurn(db, clipId))
  await announce(db, { clipId, what: 'clip' })
}

/** Says what came of it: where it failed, that is all anybody is told, and the clip is as it was. */
export async function writeMade(db: Db, clipId: ClipId, state: 'made' | 'failed'): Promise<void> {
  const moved = await db
    .updateTable('captionMakings')
    .set({ state, changedAt: sql<Date>`now()` })
    .where('clipId', '=', clipId)
    .where('state', '=', 'asked')
    .executeTakeFirst()
  if (moved.numUpdatedRows > 0n) await announce(db, { clipId, what: 'clip' })
}
