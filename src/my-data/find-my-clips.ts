import { visibleClipRows } from '../clips/find-clip.ts'
import { findHold } from '../clips/find-hold.ts'
import { showGrants } from '../clips/show-grants.ts'
import { shownState } from '../clips/states.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { findEndings } from '../retention/find-endings.ts'
import type { MyClip } from './schemas.ts'

/**
 * The viewer's own clips, newest first: with which cohorts each is shared, what was said of consent, and when it ends. A
 * hold its owner may not know of is not in it.
 */
export async function findMyClips(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await visibleClipRows(db, viewer)
    .where('clips.ownerId', '=', viewer.personId)
    .$if(cursor !== undefined, (query) => query.where('clips.id', '<', (cursor?.[0] ?? '') as ClipId))
    .orderBy('clips.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, ({ id }) => [id])
  if (items.length === 0) return { items: [], next }
  const ids = items.map(({ id }) => id)
  const [grants, endings, consents, holds, dueConsents] = await Promise.all([
    showGrants(db, viewer, ids),
    findEndings(db, { ownerId: viewer.personId }),
    consentsOf(db, ids),
    Promise.all(ids.map((id) => findHold(db, id))),
    consentEndsOf(db, ids),
  ])
  return {
    next,
    items: items.map((clip, at): MyClip => {
      const ending = endings.find(({ id }) => id === clip.id)
      const consent = consents.find(({ clipId }) => clipId === clip.id)
      return {
        ...{ id: clip.id, title: clip.title, state: shownState(clip) },
        createdAt: clip.createdAt.toISOString(),
        cohorts: (grants.get(clip.id) ?? []).map(({ cohort }) => cohort),
        consent: consent ? { scope: consent.scope, attestedAt: consent.attestedAt.toISOString() } : null,
        endsOn: ending?.endsOn ?? null,
        consentEndsAt: dueConsents.get(clip.id)?.toISOString() ?? null,
        onHold: holds[at]?.tellsOwner === true,
      }
    }),
  }
}

const consentsOf = (db: Db, clipIds: readonly ClipId[]) =>
  db
    .selectFrom('consentAttestations')
    .select(['clipId', 'scope', 'attestedAt'])
    .where('clipId', 'in', clipIds)
    .where('replacedAt', 'is', null)
    .execute()

async function consentEndsOf(db: Db, clipIds: readonly ClipId[]): Promise<Map<ClipId, Date>> {
  const rows = await db
    .selectFrom('clipPauses')
    .select(({ fn }) => ['clipId', fn.min('actBy').as('actBy')])
    .where('clipId', 'in', clipIds)
    .where('resolvedAt', 'is', null)
    .where('actBy', 'is not', null)
    .groupBy('clipId')
    .execute()
  return new Map(rows.flatMap(({ clipId, actBy }) => (actBy ? [[clipId, actBy] as const] : [])))
}
