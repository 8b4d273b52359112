import { findCohort } from '../cohorts/find-cohorts.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId, CohortId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { findPackAssignment } from './find-pack-assignment.ts'
import { roomThreads } from './find-room-threads.ts'
import { leastVoices, sharesOf } from './mirror-shares.ts'
import type { Mirror } from './schemas.ts'

/**
 * How a cohort talks, for its members: of all its talk, or of one assignment. There is no narrower question (a person, a clip, a
 * week), so that no two answers differ by what one person said; with fewer than five voices in either there is no answer.
 */
export async function findMirror(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  assignmentId?: AssignmentId,
): Promise<Mirror> {
  await findCohort(db, viewer, cohortId)
  const all = await threadsOf(db, viewer, cohortId)
  if (assignmentId === undefined) return mirrorOf(all)
  const assignment = await findPackAssignment(db, viewer, assignmentId)
  if (assignment.cohortId !== cohortId) notFound('assignment')
  return mirrorOf(all.filter((thread) => thread.assignmentId === assignmentId))
}

type Row = Awaited<ReturnType<typeof threadsOf>>[number]

function mirrorOf(threads: readonly Row[]): Mirror {
  const voices = new Set(threads.map(({ authorId }) => authorId)).size
  if (voices < leastVoices) return { voices: null, kinds: null }
  const byKind = Map.groupBy(threads, ({ kind }) => kind)
  return { voices, kinds: sharesOf(new Map([...byKind].map(([kind, said]) => [kind, said.length]))) }
}

const threadsOf = (db: Db, viewer: Viewer, cohortId: CohortId) =>
  roomThreads(db, viewer, cohortId)
    .leftJoin('assignmentStages', 'assignmentStages.id', 'threads.stageId')
    .select(['threads.kind', 'threads.authorId', 'assignmentStages.assignmentId'])
    .execute()
