import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import { type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import type { CutPage } from './cut-schemas.ts'
import { findClip } from './find-clip.ts'
import { findRedactionsOf } from './find-redactions.ts'
import { ownsClip } from './policy.ts'

/**
 * Every cut the clip has had, newest first, with what each hid, how long its recording is and what became of that; none
 * before it was looked at. For its owner alone.
 */
export async function findCuts(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  { limit = usualLimit, after }: PageRequest,
): Promise<CutPage> {
  const before = after === undefined ? undefined : readCursor(after, isCutKey)[0]
  const clip = await findClip(db, viewer, clipId)
  authorize(ownsClip(viewer, clip), 'Only the person who uploaded the clip sees how it was cut.')
  const recording = await db
    .selectFrom('recordings')
    .select(['durationMs', 'originalGoneAt', 'destroyWantedAt', 'sealedAt'])
    .where('id', '=', clip.recordingId)
    .executeTakeFirst()
  const rows = await allCuts(db, clipId)
    .$if(before !== undefined, (query) => query.where('all.cutNo', '<', before ?? 0))
    .orderBy('all.cutNo', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, ({ cutNo }) => [cutNo])
  const redactions = await findRedactionsOf(
    db,
    clipId,
    items.map(({ cutNo }) => cutNo),
  )
  return {
    items: items.map(({ madeAt, ...cut }) => ({
      ...cut,
      redactions: redactions.get(cut.cutNo) ?? [],
      madeAt: madeAt.toISOString(),
      isCurrent: cut.cutNo === clip.cutNo,
    })),
    next,
    recordingMs: recording?.durationMs ?? null,
    original: recording ? becameOf(recording) : 'kept',
  }
}

interface Original {
  readonly originalGoneAt: Date | null
  readonly destroyWantedAt: Date | null
  readonly sealedAt: Date | null
}

const becameOf = ({ originalGoneAt, destroyWantedAt, sealedAt }: Original): CutPage['original'] =>
  originalGoneAt ? 'gone' : destroyWantedAt ? 'to-be-destroyed' : sealedAt ? 'sealed' : 'kept'

/** The first has no row where it is the whole. */
const allCuts = (db: Db, clipId: ClipId) =>
  db
    .selectFrom(
      db
        .selectFrom('clips')
        .innerJoin('recordings', 'recordings.id', 'clips.recordingId')
        .leftJoin('cuts', (join) => join.onRef('cuts.clipId', '=', 'clips.id').on('cuts.cutNo', '=', 1))
        .select([
          sql<number>`1`.as('cutNo'),
          sql<number>`0`.as('inMs'),
          'recordings.durationMs as outMs',
          'recordings.createdAt as madeAt',
        ])
        .where('clips.id', '=', clipId)
        .where('cuts.cutNo', 'is', null)
        .where('recordings.durationMs', 'is not', null)
        .$narrowType<{ outMs: number }>()
        .unionAll(
          db.selectFrom('cuts').select(['cutNo', 'inMs', 'outMs', 'madeAt']).where('clipId', '=', clipId),
        )
        .as('all'),
    )
    .selectAll()

const isCutKey = (value: unknown): value is [number] =>
  Array.isArray(value) && value.length === 1 && Number.isSafeInteger(value[0])
