import { inPieces } from '../platform/db/in-pieces.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, MeetingId, OrganisationId, PersonId } from '../platform/ids.ts'

export interface NewMeeting {
  readonly id: MeetingId
  readonly cohortId: CohortId
  readonly startsAt: Date
  readonly endsAt: Date
  readonly zone: string
  readonly createdBy: PersonId
  readonly mode?: 'in person' | 'online' | 'hybrid'
  readonly place?: string
  readonly agenda?: string
}

/** Writes many meetings at once, in the caller's transaction. That none overlaps was settled before; nobody is told. */
export async function writeManyMeetings(
  db: Db,
  organisationId: OrganisationId,
  meetings: readonly NewMeeting[],
): Promise<void> {
  for (const piece of inPieces(meetings)) {
    await db
      .insertInto('meetings')
      .values(piece.map((meeting) => ({ organisationId, mode: 'in person' as const, ...meeting })))
      .execute()
  }
}
