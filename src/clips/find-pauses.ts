import { requirePrivacyOffice } from '../identity/find-privacy-office.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, PauseId } from '../platform/ids.ts'
import { findClip } from './find-clip.ts'
import { ownsClip } from './policy.ts'

/**
 * The pauses of a clip, the latest first. Its owner is told of each, but neither who raised a concern nor their words;
 * others of those they raised themselves.
 */
export async function findPauses(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  { limit = usualLimit, after }: PageRequest,
) {
  const isOwner = ownsClip(viewer, await findClip(db, viewer, clipId))
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await db
    .selectFrom('clipPauses')
    .selectAll()
    .where('clipId', '=', clipId)
    .$if(!isOwner, (query) => query.where('raisedBy', '=', viewer.personId))
    .$if(cursor !== undefined, (query) => query.where('id', '<', (cursor?.[0] ?? '') as PauseId))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.id])
  return {
    next,
    items: items.map(({ id, reason, kind, words, raisedBy, raisedAt, actBy, resolvedAt, resolution }) => {
      const isMine = raisedBy === viewer.personId
      return {
        ...{ id, reason, kind, isMine, resolution, words: isMine ? words : null },
        raisedAt: raisedAt.toISOString(),
        actBy: actBy?.toISOString() ?? null,
        resolvedAt: resolvedAt?.toISOString() ?? null,
      }
    }),
  }
}

interface Asked extends PageRequest {
  /** Those of one clip. */
  readonly clipId?: ClipId | undefined
}

/** The pauses of the organisation that are open, for whoever sees to privacy, the oldest first. */
export async function findOpenPauses(db: Db, viewer: Viewer, { limit = usualLimit, after, clipId }: Asked) {
  await requirePrivacyOffice(db, viewer)
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await db
    .selectFrom('clipPauses')
    .select(['id', 'clipId', 'reason', 'kind', 'words', 'raisedBy', 'raisedAt', 'actBy'])
    .where('organisationId', '=', viewer.organisationId)
    .where('resolvedAt', 'is', null)
    .$if(clipId !== undefined, (query) => query.where('clipId', '=', clipId as ClipId))
    .$if(cursor !== undefined, (query) => query.where('id', '>', (cursor?.[0] ?? '') as PauseId))
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.id])
  return {
    next,
    items: items.map(({ raisedBy, raisedAt, actBy, ...pause }) => ({
      ...pause,
      isMine: raisedBy === viewer.personId,
      raisedAt: raisedAt.toISOString(),
      actBy: actBy?.toISOString() ?? null,
    })),
  }
}
