import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type ClipId, type CohortId, type MeetingId, newId, type StageId } from '../../src/platform/ids.ts'
import type { Platform } from '../../src/platform/platform.ts'
import type { Person } from './cast.ts'
import { readyClipOf } from './clips.ts'
import type { Stage } from './stage.ts'

/** A clip of Leslie's that Maple Street sees. */
export async function sharedClip({ platform, cast }: Stage, title = 'Number talk'): Promise<ClipId> {
  const clipId = await readyClipOf(platform, cast.leslie, { title, durationMs: 300_000 })
  const { status } = await cast.leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: cast.maple })
  if (status !== 201) throw new Error(`not shared: ${status}`)
  return clipId
}

/** A meeting of two hours that was planned by somebody. */
export async function meetingOf(
  { db }: Platform,
  { viewer }: Person,
  cohortId: CohortId,
  startsAt: Date,
): Promise<MeetingId> {
  const id = newId<MeetingId>()
  await db
    .insertInto('meetings')
    .values({
      ...{ organisationId: viewer.organisationId, id, cohortId, startsAt, zone: 'UTC', mode: 'in person' },
      ...{ endsAt: new Date(startsAt.getTime() + 7_200_000), createdBy: viewer.personId },
    })
    .execute()
  return id
}

/** Words in a stage, as if they had been let through by its rules. Answers the comment. */
export async function wordsIn(
  { db }: Platform,
  who: Person,
  { clipId, cohortId, stageId }: { clipId: ClipId; cohortId: CohortId; stageId: StageId },
): Promise<string> {
  const ids = { threadId: newId(), commentId: newId() }
  const { organisationId, personId } = who.viewer
  await sql`
    insert into threads (organisation_id, id, clip_id, cohort_id, author_id, cut_no, kind, stage_id)
    values (${organisationId}, ${ids.threadId}, ${clipId}, ${cohortId}, ${personId}, 1, 'notice', ${stageId})`.execute(
    db,
  )
  await sql`
    insert into comments (organisation_id, id, thread_id, author_id, body, client_key, opens_thread, stage_id)
    values (${organisationId}, ${ids.commentId}, ${ids.threadId}, ${personId}, 'words', ${randomUUID()}, true, ${stageId})`.execute(
    db,
  )
  return ids.commentId
}

/** Moves an assignment in time, as if it had been made that much earlier. */
export const letPass = async ({ db }: Platform, assignmentId: string, days: number) => {
  await sql`
    update assignments set opens_at = opens_at - make_interval(hours => ${Math.round(days * 24)}),
      due_at = due_at - make_interval(hours => ${Math.round(days * 24)}) where id = ${assignmentId}`.execute(
    db,
  )
}

export const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000)
