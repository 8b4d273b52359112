import { type SqlBool, sql } from 'kysely'
import { type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import { isSeqKey } from './find-audit.ts'
import { requirePrivacyOffice } from './find-privacy-office.ts'
import type { PrivacyAct } from './privacy-act-schemas.ts'
import { privacyActs } from './privacy-acts.ts'
import type { Viewer } from './viewer.ts'

interface Asked extends PageRequest {
  readonly clipId?: string | undefined
  readonly by?: 'me' | undefined
}

/** What was done in the privacy office, newest first: to one clip, by the viewer, or all of it. */
export async function findPrivacyActs(
  db: Db,
  viewer: Viewer,
  { limit = usualLimit, after, clipId, by }: Asked,
) {
  await requirePrivacyOffice(db, viewer)
  const cursor = after === undefined ? undefined : readCursor(after, isSeqKey)
  const rows = await db
    .selectFrom('audit')
    .leftJoin('people', 'people.id', 'audit.personId')
    .select(['audit.seq', 'audit.at', 'audit.what', 'audit.personId', 'audit.detail', 'people.name'])
    .where('audit.organisationId', '=', viewer.organisationId)
    .where('audit.what', 'in', privacyActs)
    .$if(clipId !== undefined, (query) =>
      query.where(sql<SqlBool>`audit.detail ->> 'clipId' = ${clipId ?? ''}`),
    )
    .$if(by === 'me', (query) => query.where('audit.personId', '=', viewer.personId))
    .$if(cursor !== undefined, (query) => query.where('audit.seq', '<', cursor?.[0] ?? 0))
    .orderBy('audit.seq', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.seq])
  return { items: items.map(show), next }
}

interface Row {
  readonly seq: number
  readonly at: Date
  readonly what: string
  readonly personId: string | null
  readonly name: string | null
  readonly detail: unknown
}

function show({ seq, at, what, personId, name, detail }: Row): PrivacyAct {
  const { clipId, resolution } = { ...(detail as { clipId?: unknown; resolution?: unknown } | null) }
  return {
    seq,
    at: at.toISOString(),
    what: what as PrivacyAct['what'],
    by: personId === null ? null : ({ id: personId, name: name ?? '' } as PrivacyAct['by']),
    clipId: typeof clipId === 'string' ? (clipId as PrivacyAct['clipId']) : null,
    resolution: typeof resolution === 'string' ? resolution : null,
  }
}
