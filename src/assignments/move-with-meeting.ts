import { sql } from 'kysely'
import { clock } from '../platform/db/clock.ts'
import type { Db } from '../platform/db/schema.ts'
import type { MeetingId } from '../platform/ids.ts'
import { announceAssigned } from './announce-assigned.ts'
import { findClipIds } from './find-clip-ids.ts'
import { keepWindows } from './keep-windows.ts'
import { findOverlap } from './refuse-overlap.ts'
import { calendarAbout, usualDue } from './usual-times.ts'

/**
 * What is due by rule for a meeting follows it, in the transaction that moved the meeting or brought it back. What is over
 * stays over, and so does what was fixed by hand. Where the next assignment on one of its clips begins before the new time, that is
 * when it ends; where no time would be left, nothing changes. The meeting's own notice tells of it: there is no second one.
 */
export async function moveWithMeeting(trx: Db, meetingId: MeetingId): Promise<void> {
  const meeting = await trx
    .selectFrom('meetings')
    .innerJoin('cohorts', 'cohorts.id', 'meetings.cohortId')
    .select(['meetings.startsAt', 'meetings.cancelledAt', 'cohorts.organisationId', 'cohorts.siteId'])
    .where('meetings.id', '=', meetingId)
    .executeTakeFirst()
  if (!meeting || meeting.cancelledAt) return
  const moving = await trx
    .selectFrom('assignments')
    .select(['id', 'cohortId', 'opensAt', 'dueAt'])
    .where('forMeetingId', '=', meetingId)
    .where('dueBy', '=', 'rule')
    .where('closedAt', 'is', null)
    .where('cancelledAt', 'is', null)
    .where('dueAt', '>', sql<Date>`now()`)
    .orderBy('id')
    .forUpdate()
    .execute()
  if (moving.length === 0) return
  const calendar = await calendarAbout(trx, meeting, meeting.startsAt)
  for (const { id, cohortId, opensAt, dueAt } of moving) {
    const now = await clock(trx)
    if (dueAt <= now) continue
    const earliest = opensAt > now ? opensAt : now
    const byRule = usualDue(calendar, meeting.startsAt, earliest)
    const clipIds = await findClipIds(trx, id)
    const next = await findOverlap(trx, { cohortId, clipIds, opensAt, dueAt: byRule, except: id })
    const due = next?.opensAt ?? byRule
    if (due <= earliest || meeting.startsAt <= earliest || due.getTime() === dueAt.getTime()) continue
    await keepWindows(trx, id)
    await trx.updateTable('assignments').set({ dueAt: due }).where('id', '=', id).execute()
    await announceAssigned(trx, { id, cohortId })
  }
}
