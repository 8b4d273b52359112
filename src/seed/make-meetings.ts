import { findBuiltIn } from '../assignments/built-in-protocols.ts'
import { type MadeAssignment, writeAssignments } from '../assignments/write-assignments.ts'
import { addDays, instantOf } from '../calendars/local-time.ts'
import { type NewMeeting, writeManyMeetings } from '../meetings/write-many-meetings.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId, ClipId, CohortId, MeetingId, OrganisationId, StageId } from '../platform/ids.ts'
import { placeTalkInStages } from '../threads/place-talk-in-stages.ts'
import { type MadeCohort, times } from './make-organisation.ts'
import type { Random } from './random.ts'

interface Making {
  readonly random: Random
  readonly meetings: number
  readonly assignments: number
  readonly since: Date
}

const hour = 3_600_000

/**
 * Meetings of each cohort every second week, and between each two of them an assignment about one clip that is shared with
 * it, into whose stages the talk about that clip goes; in the caller's transaction.
 */
export async function makeMeetings(
  db: Db,
  organisationId: OrganisationId,
  cohorts: readonly MadeCohort[],
  { random, meetings: total, assignments, since }: Making,
): Promise<void> {
  const { zone } = await db
    .selectFrom('organisations')
    .select('zone')
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow()
  const clips = await clipsOf(db, organisationId)
  const protocol = findBuiltIn('notice-and-wonder')
  if (!protocol) throw new Error('the protocol is gone')
  const meetings: NewMeeting[] = []
  const made: MadeAssignment[] = []
  for (const [n, { id: cohortId, members }] of cohorts.entries()) {
    const [createdBy] = members
    if (!createdBy) continue
    const count = Math.floor((total * (n + 1)) / cohorts.length) - Math.floor((total * n) / cohorts.length)
    const own = times(count, (at): NewMeeting => {
      const day = addDays(since.toISOString().slice(0, 10), 14 * at + (n % 5))
      const startsAt = instantOf(zone, day, '15:30')
      const endsAt = new Date(startsAt.getTime() + 2 * hour)
      return { id: random.id<MeetingId>(startsAt), cohortId, startsAt, endsAt, zone, createdBy }
    })
    meetings.push(...own)
    for (const [at, clipId] of (clips.get(cohortId) ?? []).entries()) {
      const [after, next] = own.slice(at, at + 2)
      if (!after || !next || made.length >= assignments) break
      const day = addDays(next.startsAt.toISOString().slice(0, 10), -1)
      made.push({
        id: random.id<AssignmentId>(after.endsAt),
        ...{ cohortId, clipId, createdBy, afterMeetingId: after.id, forMeetingId: next.id },
        ...{ opensAt: after.endsAt, dueAt: instantOf(zone, day, '15:00') },
        stageIds: protocol.stages.map(() => random.id<StageId>(after.endsAt)),
      })
    }
  }
  await writeManyMeetings(db, organisationId, meetings)
  await writeAssignments(db, organisationId, protocol, made)
  await placeTalkInStages(db, organisationId)
}

async function clipsOf(db: Db, organisationId: OrganisationId): Promise<Map<CohortId, ClipId[]>> {
  const grants = await db
    .selectFrom('clipGrants')
    .select(['clipId', 'cohortId'])
    .where('organisationId', '=', organisationId)
    .where('revokedAt', 'is', null)
    .orderBy('clipId')
    .execute()
  const byCohort = Map.groupBy(grants, ({ cohortId }) => cohortId)
  return new Map([...byCohort].map(([cohortId, rows]) => [cohortId, rows.map(({ clipId }) => clipId)]))
}
