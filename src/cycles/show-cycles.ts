import type { Selectable } from 'kysely'
import { findPosterUrls } from '../clips/find-poster-urls.ts'
import { ownsClip } from '../clips/policy.ts'
import { facilitates } from '../cohorts/policy.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Database, Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId, CycleId } from '../platform/ids.ts'
import { clipsOfCohorts } from './clips-of-cohorts.ts'
import type { ClipRef, Cycle } from './schemas.ts'

type Row = Selectable<Database['inquiryCycles']>

/** Cycles within the viewer's reach, as the API answers them. Keeps the order. */
export async function showCycles(db: Db, viewer: Viewer, rows: readonly Row[]): Promise<Cycle[]> {
  if (rows.length === 0) return []
  const cohortIds = [...new Set(rows.map(({ cohortId }) => cohortId))]
  const [cohorts, earlier, clips] = await Promise.all([
    cohortsOf(db, viewer, cohortIds),
    earlierOf(db, rows),
    refsOf(db, viewer, cohortIds, rows),
  ])
  return rows.map((row) => {
    const cohort = cohorts.get(row.cohortId)
    const previous = row.previousId === null ? undefined : earlier.get(row.previousId)
    const clip = (id: ClipId | null) => (id && clips.get(`${row.cohortId} ${id}`)) ?? null
    return {
      ...{ id: row.id, cohort: { id: row.cohortId, name: cohort?.name ?? '' }, seq: row.seq },
      ...{ question: row.question, practice: row.practice, previous: previous ?? null },
      ...{ firstClip: clip(row.firstClipId), secondClip: clip(row.secondClipId) },
      ...{ firstFromMs: row.firstFromMs, secondFromMs: row.secondFromMs },
      ...{ changed: row.changed, learned: row.learned },
      openedAt: row.openedAt.toISOString(),
      closedAt: row.closedAt?.toISOString() ?? null,
      can: { change: facilitates(cohort?.part) },
    }
  })
}

async function cohortsOf(db: Db, { personId }: Viewer, ids: readonly CohortId[]) {
  const rows = await db
    .selectFrom('cohorts')
    .innerJoin('memberships', 'memberships.cohortId', 'cohorts.id')
    .select(['cohorts.id', 'cohorts.name', 'memberships.part'])
    .where('cohorts.id', 'in', ids)
    .where('memberships.personId', '=', personId)
    .where('memberships.leftAt', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** What cycles go on from is of the same cohort, so it is within reach as they are. */
async function earlierOf(db: Db, rows: readonly Row[]) {
  const ids = rows.flatMap(({ previousId }) => previousId ?? [])
  if (ids.length === 0) return new Map<CycleId, never>()
  const earlier = await db
    .selectFrom('inquiryCycles')
    .select(['id', 'seq', 'question'])
    .where('id', 'in', ids)
    .execute()
  return new Map(earlier.map((row) => [row.id, row]))
}

async function refsOf(db: Db, viewer: Viewer, cohortIds: readonly CohortId[], rows: readonly Row[]) {
  const ids = rows.flatMap(({ firstClipId, secondClipId }) => [firstClipId ?? [], secondClipId ?? []].flat())
  if (ids.length === 0) return new Map<string, ClipRef>()
  const [clips, posters] = await Promise.all([
    clipsOfCohorts(db, viewer, cohortIds).where('clips.id', 'in', ids).execute(),
    findPosterUrls(db, ids),
  ])
  return new Map(
    clips.map((clip): [string, ClipRef] => {
      const pictured = ownsClip(viewer, clip) || !clip.isPaused
      return [
        `${clip.cohortId} ${clip.id}`,
        {
          ...{ id: clip.id, title: clip.title, owner: { id: clip.ownerId, name: clip.owner } },
          durationMs: clip.durationMs,
          posterUrl: (pictured && posters.get(clip.id)) || null,
        },
      ]
    }),
  )
}
