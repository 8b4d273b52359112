import { findCohort, visibleCohorts } from '../cohorts/find-cohorts.ts'
import type { Viewer } from '../identity/viewer.ts'
import { type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, CycleId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import type { Cycle } from './schemas.ts'
import { showCycles } from './show-cycles.ts'

/** Every read of cycles starts here: those of the cohorts the viewer is in now. */
export const visibleCycles = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('inquiryCycles')
    .where('inquiryCycles.cohortId', 'in', visibleCohorts(db, viewer).select('cohorts.id'))

export const findCycle = async (db: Db, viewer: Viewer, id: CycleId) =>
  (await visibleCycles(db, viewer)
    .selectAll('inquiryCycles')
    .where('inquiryCycles.id', '=', id)
    .executeTakeFirst()) ?? notFound('cycle')

export async function findShownCycle(db: Db, viewer: Viewer, id: CycleId): Promise<Cycle> {
  const [cycle] = await showCycles(db, viewer, [await findCycle(db, viewer, id)])
  return cycle ?? notFound('cycle')
}

/** The cycles of a cohort, newest first. */
export async function findCycles(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  { limit = usualLimit, after }: PageRequest,
) {
  const cursor = after === undefined ? undefined : readCursor(after, isSeqKey)
  await findCohort(db, viewer, cohortId)
  const rows = await visibleCycles(db, viewer)
    .selectAll('inquiryCycles')
    .where('inquiryCycles.cohortId', '=', cohortId)
    .$if(cursor !== undefined, (query) => query.where('inquiryCycles.seq', '<', cursor?.[0] ?? 0))
    .orderBy('inquiryCycles.seq', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, ({ seq }) => [seq])
  return { items: await showCycles(db, viewer, items), next }
}

const isSeqKey = (value: unknown): value is [number] =>
  Array.isArray(value) &&
  value.length === 1 &&
  Number.isInteger(value[0]) &&
  value[0] > 0 &&
  value[0] <= 2 ** 31 - 1
