import { visibleClips } from '../clips/find-clip.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'

/** What a person wrote in coaching, also where that has ended; not what the other one did, nor who that is. */
export async function findOwnCoaching(db: Db, viewer: Viewer) {
  const [goals, steps, entries] = await Promise.all([
    db
      .selectFrom('coachingGoals')
      .innerJoin('cohorts', 'cohorts.id', 'coachingGoals.cohortId')
      .select(['cohorts.name as coaching', 'body', 'setAt', 'reachedAt'])
      .where('setBy', '=', viewer.personId)
      .orderBy('coachingGoals.id')
      .execute(),
    db
      .selectFrom('coachingSteps')
      .innerJoin('cohorts', 'cohorts.id', 'coachingSteps.cohortId')
      .select(['cohorts.name as coaching', 'body', 'dueOn', 'setAt', 'doneAt'])
      .where('setBy', '=', viewer.personId)
      .orderBy('coachingSteps.id')
      .execute(),
    db
      .selectFrom('coachingEntries')
      .innerJoin('cohorts', 'cohorts.id', 'coachingEntries.cohortId')
      .leftJoin(visibleClips(db, viewer).select(['clips.id', 'clips.title']).as('reach'), (join) =>
        join.onRef('reach.id', '=', 'coachingEntries.clipId'),
      )
      .select(['cohorts.name as coaching', 'coachingEntries.kind', 'body', 'reach.title as clip'])
      .select(['coachingEntries.createdAt', 'editedAt'])
      .where('authorId', '=', viewer.personId)
      .orderBy('coachingEntries.id')
      .execute(),
  ])
  return { goals, steps, entries }
}
