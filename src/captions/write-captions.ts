import { type Insertable, sql } from 'kysely'
import type { Database, Db } from '../platform/db/schema.ts'
import { announce } from '../platform/live/changes.ts'
import { malformed } from '../platform/problems.ts'

const mostBytes = 2 ** 20

/** Puts captions in the place of those in the same language, in a transaction that locked the clip's terms. */
export async function writeCaptions(db: Db, row: Insertable<Database['captions']>): Promise<void> {
  if (Buffer.byteLength(row.vtt) > mostBytes) {
    malformed('captions-too-long', 'Captions may be a megabyte of text at most.')
  }
  await db
    .insertInto('captions')
    .values(row)
    .onConflict((before) =>
      before.columns(['clipId', 'language']).doUpdateSet({
        ...{ vtt: row.vtt, source: row.source, madeBy: row.madeBy },
        madeAt: sql<Date>`now()`,
      }),
    )
    .execute()
  await announce(db, { clipId: row.clipId, what: 'clip' })
}
