import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import type { Cohort } from './schemas.ts'

/** Every read of cohorts starts here: the ones the viewer is in now. */
export const visibleCohorts = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('cohorts')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('memberships')
          .select('memberships.cohortId')
          .whereRef('memberships.cohortId', '=', 'cohorts.id')
          .where('memberships.personId', '=', viewer.personId)
          .where('memberships.leftAt', 'is', null),
      ),
    )

export const findCohort = async (db: Db, viewer: Viewer, id: CohortId) =>
  (await visibleCohorts(db, viewer).selectAll('cohorts').where('cohorts.id', '=', id).executeTakeFirst()) ??
  notFound('cohort')

/** The viewer's cohorts with their members by name, in the order they were made. */
export async function findCohorts(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await visibleCohorts(db, viewer)
    .select(shown)
    .$if(cursor !== undefined, (query) => query.where('id', '>', (cursor?.[0] ?? '') as CohortId))
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.id])
  const members = await membersOf(
    db,
    items.map(({ id }) => id),
  )
  return { items: items.map((row) => show(row, members)), next }
}

/** One of them. */
export async function findShownCohort(db: Db, viewer: Viewer, id: CohortId): Promise<Cohort> {
  const row =
    (await visibleCohorts(db, viewer).select(shown).where('cohorts.id', '=', id).executeTakeFirst()) ??
    notFound('cohort')
  return show(row, await membersOf(db, [id]))
}

const shown = [
  'id',
  'name',
  'kind',
  'focus',
  'norms',
  'normsNo',
  'siteId',
  'participation',
  'closedAt',
] as const

type Shown = Omit<Cohort, 'members' | 'closedAt'> & { readonly closedAt: Date | null }

const show = (row: Shown, members: ReadonlyMap<CohortId, Cohort['members']>): Cohort => ({
  ...row,
  closedAt: row.closedAt?.toISOString() ?? null,
  members: members.get(row.id) ?? [],
})

async function membersOf(db: Db, cohortIds: readonly CohortId[]): Promise<Map<CohortId, Cohort['members']>> {
  if (cohortIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .innerJoin('cohorts', 'cohorts.id', 'memberships.cohortId')
    .leftJoin('normAgreements', (join) =>
      join
        .onRef('normAgreements.cohortId', '=', 'memberships.cohortId')
        .onRef('normAgreements.personId', '=', 'memberships.personId')
        .onRef('normAgreements.normsNo', '=', 'cohorts.normsNo'),
    )
    .select(['memberships.cohortId', 'people.id', 'people.name', 'memberships.part'])
    .select('normAgreements.agreedAt')
    .where('memberships.cohortId', 'in', cohortIds)
    .where('memberships.leftAt', 'is', null)
    .orderBy('people.name')
    .orderBy('people.id')
    .execute()
  const byCohort = Map.groupBy(rows, ({ cohortId }) => cohortId)
  return new Map(
    [...byCohort].map(([id, people]) => [
      id,
      people.map(({ cohortId: _, agreedAt, ...person }) => ({
        ...person,
        agreedAt: agreedAt?.toISOString() ?? null,
      })),
    ]),
  )
}
