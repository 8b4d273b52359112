import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import type { Redaction } from './cut-schemas.ts'
import { findRedactions } from './find-redactions.ts'
import { isPurged } from './still-stands.ts'

export type Preparation = NonNullable<Awaited<ReturnType<typeof findPreparation>>>

/** What of a recording is wanted: milliseconds on its timeline, half-open. */
export interface Cut {
  readonly inMs: number
  readonly outMs: number
}

/** The same, and what of it is hidden, so that nothing can be made of it without that. */
interface PreparedCut extends Cut {
  readonly redactions: readonly Redaction[]
}

/** All a worker needs to know of a clip it prepares; undefined where it is gone or was purged. Not for answering people. */
export async function findPreparation(db: Db, clipId: ClipId) {
  const clip = await db
    .selectFrom('clips')
    .innerJoin('recordings', 'recordings.id', 'clips.recordingId')
    .innerJoin('uploads', 'uploads.id', 'recordings.uploadId')
    .leftJoin('cuts', (join) =>
      join.onRef('cuts.clipId', '=', 'clips.id').onRef('cuts.cutNo', '=', 'clips.cutNo'),
    )
    .select(['clips.id', 'clips.organisationId', 'clips.ownerId', 'clips.state', 'clips.cutNo'])
    .select('clips.failureCode')
    .select(['recordings.id as recordingId', 'recordings.objectKey', 'recordings.bytes'])
    .select(['recordings.sha256', 'recordings.facts', 'uploads.sha256Declared'])
    .select(['recordings.durationMs', 'cuts.inMs', 'cuts.outMs'])
    .where('clips.id', '=', clipId)
    .executeTakeFirst()
  if (!clip || (await isPurged(db, clipId))) return undefined
  const renditions = await db
    .selectFrom('renditions')
    .select(['name', 'objectKey', 'width', 'height', 'durationMs'])
    .where('clipId', '=', clipId)
    .where('cutNo', '=', clip.cutNo)
    .where('retiredAt', 'is', null)
    .orderBy('bandwidth')
    .execute()
  const { durationMs, inMs, outMs, ...rest } = clip
  const redactions = await findRedactions(db, clipId, clip.cutNo)
  return { ...rest, cut: properCut({ inMs, outMs, durationMs, redactions }), renditions }
}

/**
 * Null for the whole, which is prepared as if nobody had ever cut it. One that hides something is never that: no part of
 * the recording may be copied or shown as it came.
 */
function properCut({
  inMs,
  outMs,
  durationMs,
  redactions,
}: {
  inMs: number | null
  outMs: number | null
  durationMs: number | null
  redactions: readonly Redaction[]
}): PreparedCut | null {
  if (inMs === null || outMs === null) return null
  const isWhole = inMs === 0 && outMs === durationMs
  return isWhole && redactions.length === 0 ? null : { inMs, outMs, redactions }
}
