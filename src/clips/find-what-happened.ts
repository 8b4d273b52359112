import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { findChunks } from './find-chunks.ts'

interface JobOfClip {
  readonly job: string
  readonly cutNo: number | null
  readonly createdAt: Date
  /** When its last try began. */
  readonly claimedAt: Date | null
  readonly finishedAt: Date | null
  /** When somebody who works on it was heard of last. */
  readonly seenAt: Date | null
  /** Not to be tried before. */
  readonly notBefore: Date | null
  readonly starts: number
  readonly attempts: number
  readonly gaveUpBecause: string | null
}

interface WhatHappened {
  readonly state: string
  readonly failureCode: string | null
  readonly cutNo: number
  readonly isPurged: boolean
  /** That its ladder is made in now, and how many of them are made. */
  readonly chunks: number
  readonly chunksDone: number
  readonly jobs: readonly JobOfClip[]
}

/**
 * What became of a clip and of its jobs of the last two weeks, oldest first, for whoever runs Interlude: nothing of what it
 * is called, shows or says, and nobody. Undefined where there is none.
 */
export async function findWhatHappened(db: Db, clipId: ClipId): Promise<WhatHappened | undefined> {
  const clip = await db
    .selectFrom('clips')
    .leftJoin('clipPurges', 'clipPurges.clipId', 'clips.id')
    .select(['clips.state', 'clips.failureCode', 'clips.cutNo', 'clipPurges.clipId as purged'])
    .where('clips.id', '=', clipId)
    .executeTakeFirst()
  if (!clip) return undefined
  const { rows: jobs } = await sql<JobOfClip>`
    select job, (payload ->> 'cutNo')::integer as cut_no, created_at, claimed_at, finished_at, seen_at, not_before, starts, attempts,
      gave_up_because
    from outbox where payload ->> 'clipId' = ${clipId} order by id`.execute(db)
  const chunks = await findChunks(db, { id: clipId, cutNo: clip.cutNo })
  const chunksDone = chunks.filter(({ doneAt }) => doneAt !== null).length
  const { purged, ...rest } = clip
  return { ...rest, isPurged: purged !== null, chunks: chunks.length, chunksDone, jobs }
}
