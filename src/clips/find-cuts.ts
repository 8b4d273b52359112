import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import type { Cut } from './cut-schemas.ts'
import { findClip } from './find-clip.ts'
import { ownsClip } from './policy.ts'

/** Where a clip's current cut begins on its recording's timeline, in milliseconds: 0 for the whole. */
export async function findCutStart(db: Db, clipId: ClipId): Promise<number> {
  const cut = await db
    .selectFrom('cuts')
    .innerJoin('clips', (join) =>
      join.onRef('clips.id', '=', 'cuts.clipId').onRef('clips.cutNo', '=', 'cuts.cutNo'),
    )
    .select('cuts.inMs')
    .where('cuts.clipId', '=', clipId)
    .executeTakeFirst()
  return cut?.inMs ?? 0
}

/** Every cut of one's own clip, the newest first; the first is the whole recording. */
export async function findCuts(db: Db, viewer: Viewer, clipId: ClipId): Promise<{ items: Cut[] }> {
  const clip = await findClip(db, viewer, clipId)
  authorize(ownsClip(viewer, clip), 'Only the person who uploaded the clip sees its cuts.')
  const recording = await db
    .selectFrom('recordings')
    .innerJoin('clips', 'clips.recordingId', 'recordings.id')
    .select(['recordings.durationMs', 'clips.createdAt'])
    .where('clips.id', '=', clipId)
    .executeTakeFirst()
  const rows = await db
    .selectFrom('cuts')
    .select(['cutNo', 'inMs', 'outMs', 'madeAt'])
    .where('clipId', '=', clipId)
    .orderBy('cutNo', 'desc')
    .execute()
  const items = rows.map(({ madeAt, ...cut }) => ({ ...cut, madeAt: madeAt.toISOString() }))
  if (recording?.durationMs == null) return { items }
  const whole = { cutNo: 1, inMs: 0, outMs: recording.durationMs, madeAt: recording.createdAt.toISOString() }
  return { items: [...items, whole] }
}
