import { sql } from 'kysely'
import { thisMoment } from '../platform/db/clock.ts'
import type { Db } from '../platform/db/schema.ts'
import type { InWords } from '../platform/http/schemas.ts'
import type { AssignmentId, ClipId, CohortId, PersonId } from '../platform/ids.ts'
import { isRunning } from './find-assignments.ts'
import type { StageRule } from './stage-rules.ts'
import type { Anchor, StageKind } from './stages.ts'

/** A stage of an assignment that runs, as it is at the moment of asking. */
export interface HeldStage extends StageRule {
  readonly assignmentId: AssignmentId
  readonly presenterId: PersonId | null
  readonly name: InWords
  readonly anchor: Anchor
  /** What a thread of it may do; none named is any. */
  readonly kinds: readonly StageKind[]
  /** Of several clips of an assignment a stage may be about another one. */
  readonly isAboutClip: boolean
  readonly opensAt: Date
  readonly closesAt: Date
}

/**
 * All stages of the assignments that run for a clip in a cohort, in their order. Nobody closes, cancels, moves or changes
 * such an assignment before the caller's transaction ends, as that takes its row for update; what is then said is so said
 * in a stage that really was open. By the database's clock alone, read once the rows are held: the transaction may have
 * begun long before it got them.
 */
export async function holdStages(db: Db, clipId: ClipId, cohortId: CohortId): Promise<HeldStage[]> {
  const held = await db
    .selectFrom('assignments')
    .innerJoin('assignmentClips', 'assignmentClips.assignmentId', 'assignments.id')
    .select('assignments.id')
    .where('assignmentClips.clipId', '=', clipId)
    .where('assignments.cohortId', '=', cohortId)
    .where('assignments.closedAt', 'is', null)
    .where('assignments.cancelledAt', 'is', null)
    .orderBy('assignments.id')
    .forShare('assignments')
    .execute()
  if (held.length === 0) return []
  return db
    .with(
      (cte) => cte('clock').materialized(),
      (with_) => with_.selectNoFrom(thisMoment.as('at')),
    )
    .selectFrom('assignments')
    .innerJoin('clock', (join) => join.onTrue())
    .innerJoin('assignmentClips', 'assignmentClips.assignmentId', 'assignments.id')
    .innerJoin('assignmentStages as stage', 'stage.assignmentId', 'assignments.id')
    .innerJoin('stageWindows as hours', 'hours.stageId', 'stage.id')
    .select(['stage.id', 'stage.seq', 'stage.assignmentId', 'assignments.presenterId', 'stage.name'])
    .select(['stage.whoPosts', 'stage.gate', 'stage.anchor', 'stage.kinds', 'stage.presenterAnswers'])
    .select(['hours.opensAt', 'hours.closesAt', stateAt.as('state')])
    .select(sql<boolean>`coalesce(stage.clip_position = assignment_clips.position, true)`.as('isAboutClip'))
    .where(
      'assignments.id',
      'in',
      held.map(({ id }) => id),
    )
    .where('assignmentClips.clipId', '=', clipId)
    .where(isRunning('clock.at'))
    .orderBy('assignments.opensAt')
    .orderBy('assignments.id')
    .orderBy('stage.seq')
    .execute()
}

const stateAt = sql<StageRule['state']>`case when clock.at >= hours.closes_at then 'closed'
  when clock.at < hours.opens_at then 'to come' else 'open' end`
