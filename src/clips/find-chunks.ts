import { type SqlBool, sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ChunkId, ClipId } from '../platform/ids.ts'

export interface OfCut {
  readonly id: ClipId
  readonly cutNo: number
}

export type Chunk = Awaited<ReturnType<typeof findChunks>>[number]

/** What the ladder of a cut is made in, if it is, in order. Not for answering people. */
export const findChunks = (db: Db, { id: clipId, cutNo }: OfCut) =>
  db
    .selectFrom('chunks')
    .select(['id', 'position', 'kind', 'firstFrame', 'endFrame', 'objectKey', 'doneAt'])
    .where('clipId', '=', clipId)
    .where('cutNo', '=', cutNo)
    .orderBy('position')
    .execute()

/** One that is still to be made; undefined where it was made, or is not wanted any more. */
export const findOpenChunk = (db: Db, chunkId: ChunkId) =>
  db
    .selectFrom('chunks')
    .select(['id', 'kind', 'firstFrame', 'endFrame'])
    .where('id', '=', chunkId)
    .where('doneAt', 'is', null)
    .executeTakeFirst()

/** Whether any job for it waits or runs: for a chunk, or for putting all of them together. */
export async function isUnderWay(
  db: Db,
  { id: clipId, cutNo }: OfCut,
  job: string,
  chunkId?: ChunkId,
): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('id')
    .where(sql<SqlBool>`payload ->> 'clipId' = ${clipId}`)
    .where(sql<SqlBool>`coalesce((payload ->> 'cutNo')::integer, 1) = ${cutNo}`)
    .where('job', '=', job)
    .where('finishedAt', 'is', null)
    .$if(chunkId !== undefined, (query) => query.where(sql<SqlBool>`payload ->> 'chunkId' = ${chunkId}`))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
