import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import {
  type AssignmentId,
  type ClipId,
  type CohortId,
  type CycleId,
  type MeetingId,
  newId,
  type PersonId,
  type ProtocolId,
  type StageId,
} from '../platform/ids.ts'
import type { ProtocolStage } from './stages.ts'

export interface NewAssignment {
  readonly cohortId: CohortId
  readonly clipIds: readonly ClipId[]
  /** A built-in one by its key, or one of the cohort's own; its stages as they are now. */
  readonly protocol: {
    readonly key?: string | null
    readonly id?: ProtocolId | null
    readonly version: number
    readonly stages: readonly ProtocolStage[]
  }
  readonly opensAt: Date
  readonly dueAt: Date
  readonly dueBy: 'rule' | 'hand'
  readonly forMeetingId?: MeetingId | null
  readonly afterMeetingId?: MeetingId | null
  readonly cycleId?: CycleId | null
  readonly presenterId?: PersonId | null
  readonly words?: string | null
  readonly question?: string | null
  readonly minutes?: number | null
}

/**
 * Writes an assignment with its clips, in order, and a copy of the protocol's stages, in the caller's transaction. Who
 * may, and whether it fits, was settled before. Answers the ids of the stages too, in their order.
 */
export async function writeAssignment(
  db: Db,
  { organisationId, personId: createdBy }: Viewer,
  assignment: NewAssignment,
): Promise<{ id: AssignmentId; stageIds: StageId[] }> {
  const { cohortId, clipIds, protocol, opensAt, dueAt, dueBy, ...rest } = assignment
  const id = newId<AssignmentId>()
  await db
    .insertInto('assignments')
    .values({
      ...{ organisationId, id, cohortId, opensAt, dueAt, dueBy, createdBy },
      protocolKey: protocol.key ?? null,
      protocolId: protocol.id ?? null,
      protocolVersion: protocol.version,
      forMeetingId: rest.forMeetingId ?? null,
      afterMeetingId: rest.afterMeetingId ?? null,
      cycleId: rest.cycleId ?? null,
      presenterId: rest.presenterId ?? null,
      words: rest.words ?? null,
      question: rest.question ?? null,
      minutes: rest.minutes ?? null,
    })
    .execute()
  await writeAssignmentClips(db, organisationId, id, clipIds)
  const stages = protocol.stages.map((stage, at) => ({
    ...stage,
    ...{ organisationId, id: newId<StageId>(), assignmentId: id, seq: at + 1 },
    ...{ name: JSON.stringify(stage.name), prompt: JSON.stringify(stage.prompt), kinds: [...stage.kinds] },
  }))
  await db.insertInto('assignmentStages').values(stages).execute()
  return { id, stageIds: stages.map((stage) => stage.id) }
}

/** What is looked at, in this order. */
export async function writeAssignmentClips(
  db: Db,
  organisationId: Viewer['organisationId'],
  assignmentId: AssignmentId,
  clipIds: readonly ClipId[],
): Promise<void> {
  await db
    .insertInto('assignmentClips')
    .values(clipIds.map((clipId, position) => ({ organisationId, assignmentId, clipId, position })))
    .execute()
}
