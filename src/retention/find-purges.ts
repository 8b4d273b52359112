import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import type { Certificate, Purge } from './schemas.ts'

const purges = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('clipPurges')
    .select(['clipId', 'why', 'orderedAt', 'doneAt', 'certificate'])
    .where('organisationId', '=', viewer.organisationId)

type Row = Awaited<ReturnType<ReturnType<typeof purges>['executeTakeFirstOrThrow']>>

const show = ({ clipId, why, orderedAt, doneAt, certificate }: Row): Purge => ({
  clipId,
  why,
  state: doneAt ? 'done' : 'ordered',
  orderedAt: orderedAt.toISOString(),
  doneAt: doneAt?.toISOString() ?? null,
  certificate: certificate as Certificate | null,
})

/** What became of the viewer's own clips that were destroyed, the youngest clips first. */
export const findPurges = (db: Db, viewer: Viewer, asked: PageRequest) =>
  pageOfPurges(purges(db, viewer).where('ownerId', '=', viewer.personId), asked)

/** What became of the clips that the viewer had destroyed as privacy officer; other officers' orders are theirs. */
export const findOrderedPurges = (db: Db, viewer: Viewer, asked: PageRequest) =>
  pageOfPurges(
    purges(db, viewer).where('orderedBy', '=', viewer.personId).where('why', '=', 'privacy officer'),
    asked,
  )

async function pageOfPurges(
  query: ReturnType<typeof purges>,
  { limit = usualLimit, after }: PageRequest,
): Promise<{ items: Purge[]; next: string | null }> {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await query
    .$if(cursor !== undefined, (later) => later.where('clipId', '<', (cursor?.[0] ?? '') as ClipId))
    .orderBy('clipId', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.clipId])
  return { items: items.map(show), next }
}

export async function findOwnPurge(db: Db, viewer: Viewer, clipId: ClipId): Promise<Purge | undefined> {
  const row = await purges(db, viewer)
    .where('clipId', '=', clipId)
    .where('ownerId', '=', viewer.personId)
    .executeTakeFirst()
  return row && show(row)
}

/** One purge, for the clip's owner, and for the privacy officer who ordered it. */
export async function findPurge(db: Db, viewer: Viewer, clipId: ClipId): Promise<Purge> {
  const row = await purges(db, viewer)
    .where('clipId', '=', clipId)
    .where(({ or, eb }) =>
      or([
        eb('ownerId', '=', viewer.personId),
        eb.and([eb('orderedBy', '=', viewer.personId), eb('why', '=', 'privacy officer')]),
      ]),
    )
    .executeTakeFirst()
  return row ? show(row) : notFound('purge')
}
