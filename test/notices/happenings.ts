import { randomUUID } from 'node:crypto'
import { createCohort } from '../../src/cohorts/create-cohort.ts'
import {
  type AssignmentId,
  type ClipId,
  type CohortId,
  type MeetingChangeId,
  type MeetingId,
  newId,
  type StageId,
} from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import type { Stage } from '../support/stage.ts'

export const hours = (n: number, from = new Date()): Date => new Date(from.getTime() + n * 3_600_000)

/** What happens between meetings, written as it stands in the database, at times of the test's own choosing. */
export function happenings({ platform, cast }: Stage) {
  const { db } = platform
  const { organisationId } = cast.leslie.viewer
  const zone = 'America/Chicago'
  return {
    meeting: async (by: Person, startsAt = hours(48), cohortId: CohortId = cast.maple) => {
      const id = newId<MeetingId>()
      await db
        .insertInto('meetings')
        .values({
          ...{ organisationId, id, cohortId, startsAt, endsAt: hours(2, startsAt), zone, mode: 'in person' },
          createdBy: by.viewer.personId,
        })
        .execute()
      return id
    },
    meetingChange: async (
      by: Person,
      meetingId: MeetingId,
      what: 'planned' | 'moved' | 'cancelled' = 'planned',
      { meetings = 1, cohortId = cast.maple }: { meetings?: number; cohortId?: CohortId } = {},
    ) => {
      const changedBy = by.viewer.personId
      await db
        .insertInto('meetingChanges')
        .values({
          organisationId,
          id: newId<MeetingChangeId>(),
          cohortId,
          meetingId,
          what,
          meetings,
          changedBy,
        })
        .execute()
    },
    /** With one stage, sealed until it closes. */
    assignment: async (
      by: Person,
      { opensAt = hours(-1), dueAt = hours(48), closesPct = 50, cohortId = cast.maple } = {},
    ) => {
      const id = newId<AssignmentId>()
      const stageId = newId<StageId>()
      await db
        .insertInto('assignments')
        .values({
          ...{ organisationId, id, cohortId, opensAt, dueAt, dueBy: 'hand', createdBy: by.viewer.personId },
          ...{ protocolKey: 'noticing', protocolVersion: 1 },
        })
        .execute()
      const words = JSON.stringify({ en: 'Notice', es: 'Notar' })
      await db
        .insertInto('assignmentStages')
        .values({
          ...{
            organisationId,
            id: stageId,
            assignmentId: id,
            seq: 1,
            key: 'notice',
            name: words,
            prompt: words,
          },
          ...{ whoPosts: 'all', gate: 'own post first', anchor: 'optional', kinds: ['notice'] },
          ...{ opensPct: 0, closesPct, minPosts: 1, roomMinutes: 5 },
        })
        .execute()
      return { id, stageId }
    },
    nudge: async (by: Person, assignmentId: AssignmentId, whom: Person) => {
      const [personId, nudgedBy] = [whom.viewer.personId, by.viewer.personId]
      await db
        .insertInto('assignmentNudges')
        .values({ organisationId, assignmentId, personId, nudgedBy })
        .execute()
    },
    takeaway: async (by: Person, meetingId: MeetingId, body: string) => {
      await db
        .insertInto('takeaways')
        .values({
          ...{ organisationId, id: newId(), meetingId, authorId: by.viewer.personId, kind: 'decision', body },
          clientKey: randomUUID(),
        })
        .execute()
    },
    mention: async (commentId: string, whom: Person) => {
      const { personId } = whom.viewer
      await db
        .insertInto('mentions')
        .values({ organisationId, commentId: commentId as never, personId })
        .execute()
    },
    pair: (coach: Person, coached: Person) =>
      createCohort(db, {
        ...{ organisationId, name: 'Just the two of us', focus: null, kind: 'coaching' },
        members: [
          { personId: coach.viewer.personId, part: 'facilitator' },
          { personId: coached.viewer.personId, part: 'participant' },
        ],
      }),
    entry: async (by: Person, cohortId: CohortId, body: string) => {
      await db
        .insertInto('coachingEntries')
        .values({
          ...{ organisationId, id: newId(), cohortId, authorId: by.viewer.personId, kind: 'plan', body },
          clientKey: randomUUID(),
        })
        .execute()
    },
    sharedClip: async (
      owner: Person,
      title = 'A lesson',
      cohortId: CohortId = cast.maple,
    ): Promise<ClipId> => {
      const clipId = await readyClipOf(platform, owner, { title })
      await owner.post(`/api/v1/clips/${clipId}/grants`, { cohortId })
      return clipId
    },
    say: async (who: Person, clipId: ClipId, body: string, cohortId: CohortId = cast.maple) => {
      const said = { cohortId, kind: 'notice', startMs: 1_000, body, clientKey: randomUUID() }
      const { body: thread } = await who.post(`/api/v1/clips/${clipId}/threads`, said)
      return { threadId: thread.id as string, commentId: thread.comments[0].id as string }
    },
    answer: async (who: Person, threadId: string, body: string) =>
      (await who.post(`/api/v1/threads/${threadId}/comments`, { body, clientKey: randomUUID() })).body
        .id as string,
  }
}
