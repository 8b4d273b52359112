import { type SqlBool, sql } from 'kysely'
import { coversCohort } from '../assignments/refuse-uncovered.ts'
import { isLive } from '../clips/find-audiences.ts'
import { isPaused } from '../clips/find-clip.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'
import { visibleThreads } from '../threads/find-thread.ts'
import { isUnderSeal } from './under-seal.ts'

/**
 * Threads of a cohort within the viewer's reach that may be spoken of before all of it: about clips that everybody there
 * sees now, shared with it or as an exemplar, and that are neither taken back nor paused, also where they are the viewer's
 * own; with their first words still standing; under no seal. What was said of an exemplar is not spoken of before its owner.
 */
export const roomThreads = (db: Db, viewer: Viewer, cohortId: CohortId) =>
  visibleThreads(db, viewer)
    .innerJoin('clips', 'clips.id', 'threads.clipId')
    .innerJoin('comments as opening', (join) =>
      join
        .onRef('opening.threadId', '=', 'threads.id')
        .on('opening.opensThread', '=', true)
        .on('opening.deletedAt', 'is', null),
    )
    .where('threads.cohortId', '=', cohortId)
    .where(isSeenByAll(cohortId))
    .where(isAmongColleagues)
    .where(({ not }) => not(isPaused))
    .where(({ not }) => not(isUnderSeal(sql.ref('threads.stageId'))))

const isSeenByAll = (cohortId: CohortId) => sql<SqlBool>`(
  not exists (select from clip_withdrawals where clip_withdrawals.clip_id = threads.clip_id)
  and (exists (select from clip_grants where clip_grants.clip_id = threads.clip_id
      and clip_grants.cohort_id = threads.cohort_id and clip_grants.revoked_at is null)
    or (threads.exemplar_id is not null and exists (select from clip_audiences
      where clip_audiences.clip_id = threads.clip_id and ${isLive} and ${coversCohort(cohortId)}))))`

const isAmongColleagues = sql<SqlBool>`(threads.exemplar_id is null or not exists (select from memberships
  where memberships.cohort_id = threads.cohort_id and memberships.person_id = clips.owner_id
    and memberships.left_at is null))`
