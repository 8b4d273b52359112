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
export async function findPurges(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await purges(db, viewer)
    .where('ownerId', '=', viewer.personId)
    .$if(cursor !== undefined, (query) => query.where('clipId', '<', (cursor?.[0] ?? '') as ClipId))
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
