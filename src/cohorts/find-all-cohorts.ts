import { type SqlBool, sql } from 'kysely'
import { requireRole } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'
import { administeredKinds } from './kinds.ts'
import type { AdministeredCohortQuery } from './schemas.ts'

/**
 * Every cohort of the organisation, for administrators: what it is called and how many are in it, nothing more. Coaching
 * is not among them, whatever is asked.
 */
export async function findAllCohorts(
  db: Db,
  viewer: Viewer,
  { limit = usualLimit, after, search = '', state }: AdministeredCohortQuery,
) {
  await requireRole(db, viewer, 'administrator')
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const part = search
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, '\\$&')
  const rows = await db
    .selectFrom('cohorts')
    .leftJoin('memberships', (join) =>
      join.onRef('memberships.cohortId', '=', 'cohorts.id').on('memberships.leftAt', 'is', null),
    )
    .select(['cohorts.id', 'cohorts.name', 'cohorts.siteId'])
    .select(sql<(typeof administeredKinds)[number]>`cohorts.kind`.as('kind'))
    .select(['cohorts.createdAt', 'cohorts.closedAt'])
    .select(sql<number>`count(memberships.person_id)::int`.as('members'))
    .select(sql<number>`(count(*) filter (where memberships.part = 'facilitator'))::int`.as('facilitators'))
    .where('cohorts.organisationId', '=', viewer.organisationId)
    .where('cohorts.kind', 'in', administeredKinds)
    .$if(cursor !== undefined, (query) => query.where('cohorts.id', '>', (cursor?.[0] ?? '') as CohortId))
    .$if(part !== '', (query) => query.where(sql<SqlBool>`lower(cohorts.name) like ${`%${part}%`}`))
    .$if(state === 'closed', (query) => query.where('cohorts.closedAt', 'is not', null))
    .$if(state !== undefined && state !== 'closed', (query) => query.where('cohorts.closedAt', 'is', null))
    .groupBy('cohorts.id')
    .$if(state === 'without facilitator', (query) =>
      query.having(
        sql<SqlBool>`count(memberships.person_id) > 0
          and count(*) filter (where memberships.part = 'facilitator') = 0`,
      ),
    )
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
