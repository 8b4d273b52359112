import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ChunkId } from '../platform/ids.ts'
import type { OfCut } from './find-chunks.ts'

interface Made {
  /** 0..1 of all chunks of the cut together. */
  readonly fraction: number
  /** By what they took so far, waiting and working; null until that tells something. */
  readonly secondsLeft: number | null
}

/** Sound takes about so much of what pictures of the same length take. */
const soundWeight = 0.02
const leastFraction = 0.02

/** Notes how much of a chunk is made, and answers how far all of its cut are; undefined where it is not wanted any more. */
export async function reportChunk(
  db: Db,
  { id: clipId, cutNo }: OfCut,
  chunkId: ChunkId,
  made: number,
): Promise<Made | undefined> {
  const noted = await db
    .updateTable('chunks')
    .set({
      // A second try of it catches up first.
      fraction: sql<number>`greatest(fraction, ${made}::double precision)`,
      begunAt: sql<Date>`coalesce(begun_at, now())`,
    })
    .where('id', '=', chunkId)
    .executeTakeFirst()
  if (noted.numUpdatedRows === 0n) return undefined
  const weight = sql`(end_frame - first_frame) * case kind when 'sound' then ${soundWeight}::double precision else 1 end`
  const { rows } = await sql<{ fraction: number; seconds: number }>`
    select sum(${weight} * fraction) / sum(${weight}) as fraction,
      extract(epoch from now() - min(begun_at))::double precision as seconds
    from chunks where clip_id = ${clipId} and cut_no = ${cutNo}`.execute(db)
  const [all] = rows
  if (!all) return undefined
  const { fraction, seconds } = all
  const secondsLeft = fraction < leastFraction ? null : Math.round((seconds * (1 - fraction)) / fraction)
  return { fraction, secondsLeft }
}
