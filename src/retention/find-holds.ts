import type { Selectable } from 'kysely'
import { requireRole } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Database, Db } from '../platform/db/schema.ts'
import type { ClipId, HoldId } from '../platform/ids.ts'
import type { Hold } from './schemas.ts'

export const showHold = ({
  clipId,
  basis,
  tellsOwner,
  placedAt,
}: Selectable<Database['legalHolds']>): Hold => ({
  ...{ clipId, basis, tellsOwner },
  placedAt: placedAt.toISOString(),
})

interface Asked extends PageRequest {
  /** That of one clip. */
  readonly clipId?: ClipId | undefined
}

/** The holds of the organisation that stand now, for its privacy officers, the latest first. */
export async function findHolds(db: Db, viewer: Viewer, { limit = usualLimit, after, clipId }: Asked) {
  await requireRole(db, viewer, 'privacy officer')
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await db
    .selectFrom('legalHolds')
    .selectAll()
    .where('organisationId', '=', viewer.organisationId)
    .where('liftedAt', 'is', null)
    .$if(clipId !== undefined, (query) => query.where('clipId', '=', clipId as ClipId))
    .$if(cursor !== undefined, (query) => query.where('id', '<', (cursor?.[0] ?? '') as HoldId))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.id])
  return { items: items.map(showHold), next }
}
