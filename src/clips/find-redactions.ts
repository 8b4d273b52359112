import type { Selectable } from 'kysely'
import type { Database, Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import type { Redaction } from './cut-schemas.ts'

/** What one cut of a clip hides, in the order it was said. Not for answering people but the clip's owner. */
export const findRedactions = async (db: Db, clipId: ClipId, cutNo: number): Promise<Redaction[]> =>
  (await findRedactionsOf(db, clipId, [cutNo])).get(cutNo) ?? []

/** The same for several cuts, by their numbers. */
export async function findRedactionsOf(
  db: Db,
  clipId: ClipId,
  cutNos: readonly number[],
): Promise<Map<number, Redaction[]>> {
  if (cutNos.length === 0) return new Map()
  const rows = await db
    .selectFrom('redactions')
    .selectAll()
    .where('clipId', '=', clipId)
    .where('cutNo', 'in', cutNos)
    .orderBy('cutNo')
    .orderBy('position')
    .execute()
  const found = new Map<number, Redaction[]>()
  for (const row of rows) found.set(row.cutNo, [...(found.get(row.cutNo) ?? []), redactionOf(row)])
  return found
}

function redactionOf(row: Selectable<Database['redactions']>): Redaction {
  const { kind, startMs, endMs } = row
  if (kind === 'mute') return { kind, startMs, endMs }
  const [x, y, width, height] = [row.regionX, row.regionY, row.regionWidth, row.regionHeight]
  if (x === null || y === null || width === null || height === null) throw new Error('a region is missing')
  return { kind, startMs, endMs, region: { x, y, width, height } }
}
