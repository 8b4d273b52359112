import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { posterUrl } from './media-urls.ts'

/** Where the posters of clips are, by clip. Who may see them was settled before. */
export async function findPosterUrls(db: Db, ids: readonly ClipId[]): Promise<Map<ClipId, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('stills')
    .innerJoin('clips', (join) =>
      join.onRef('clips.id', '=', 'stills.clipId').onRef('clips.cutNo', '=', 'stills.cutNo'),
    )
    .select(['stills.id', 'stills.clipId'])
    .where('stills.clipId', 'in', ids)
    .where('kind', '=', 'poster')
    .where('retiredAt', 'is', null)
    .execute()
  return new Map(rows.map(({ id, clipId }) => [clipId, posterUrl(clipId, id)]))
}
