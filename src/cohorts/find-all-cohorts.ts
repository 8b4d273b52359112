import { sql } from 'kysely'
import { requireRole } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'

/** Every cohort of the organisation, for administrators: what it is called and how many are in it, nothing more. */
export async function findAllCohorts(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  await requireRole(db, viewer, 'administrator')
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await db
    .selectFrom('cohorts')
    .leftJoin('memberships', (join) =>
      join.onRef('memberships.cohortId', '=', 'cohorts.id').on('memberships.leftAt', 'is', null),
    )
    .select(['cohorts.id', 'cohorts.name', 'cohorts.kind', 'cohorts.siteId'])
    .select(['cohorts.createdAt', 'cohorts.closedAt'])
    .select(sql<number>`count(memberships.person_id)::int`.as('members'))
    .select(sql<number>`(count(*) filter (where memberships.part = 'facilitator'))::int`.as('facilitators'))
    .where('cohorts.organisationId', '=', viewer.organisationId)
    .$if(cursor !== undefined, (query) => query.where('cohorts.id', '>', (cursor?.[0] ?? '') as CohortId))
    .groupBy('cohorts.id')
    .orderBy('cohorts.id')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.id])
  return {
    items: items.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      closedAt: row.closedAt?.toISOString() ?? null,
    })),
    next,
  }
}
