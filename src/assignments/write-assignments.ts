import { inPieces } from '../platform/db/in-pieces.ts'
import type { Db } from '../platform/db/schema.ts'
import type {
  AssignmentId,
  ClipId,
  CohortId,
  MeetingId,
  OrganisationId,
  PersonId,
  StageId,
} from '../platform/ids.ts'
import type { BuiltInProtocol } from './compose-stage.ts'

export interface MadeAssignment {
  readonly id: AssignmentId
  readonly cohortId: CohortId
  readonly clipId: ClipId
  readonly afterMeetingId: MeetingId
  readonly forMeetingId: MeetingId
  readonly opensAt: Date
  readonly dueAt: Date
  readonly createdBy: PersonId
  /** One for each stage of the protocol. */
  readonly stageIds: readonly StageId[]
}

/** Writes many assignments at once, each of one clip, by one built-in protocol, in the caller's transaction. */
export async function writeAssignments(
  db: Db,
  organisationId: OrganisationId,
  { key, version, stages }: BuiltInProtocol,
  made: readonly MadeAssignment[],
): Promise<void> {
  for (const piece of inPieces(made)) {
    await db
      .insertInto('assignments')
      .values(
        piece.map(({ clipId: _, stageIds: __, ...assignment }) => ({
          ...{ organisationId, protocolKey: key, protocolVersion: version, dueBy: 'rule' as const },
          ...assignment,
        })),
      )
      .execute()
    await db
      .insertInto('assignmentClips')
      .values(piece.map(({ id, clipId }) => ({ organisationId, assignmentId: id, clipId, position: 0 })))
      .execute()
    const rows = piece.flatMap(({ id: assignmentId, stageIds }) =>
      stages.flatMap((stage, at) => {
        const stageId = stageIds[at]
        if (stageId === undefined) return []
        const words = { name: JSON.stringify(stage.name), prompt: JSON.stringify(stage.prompt) }
        return [
          {
            ...stage,
            ...words,
            ...{ organisationId, id: stageId, assignmentId, seq: at + 1, kinds: [...stage.kinds] },
          },
        ]
      }),
    )
    for (const some of inPieces(rows)) await db.insertInto('assignmentStages').values(some).execute()
  }
}
