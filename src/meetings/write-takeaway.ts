import { sql } from 'kysely'
import { holdOwnCohort } from '../cohorts/hold-cohort.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type CohortId, type MeetingId, newId, type TakeawayId, type ThreadId } from '../platform/ids.ts'
import { announceNews } from '../platform/live/changes.ts'
import { conflict, notFound } from '../platform/problems.ts'
import { findMeeting } from './find-meetings.ts'
import { findTakeaway } from './find-takeaways.ts'
import type { FindReadable } from './readable-threads.ts'
import type { Takeaway, WriteTakeaway } from './takeaway-schemas.ts'

/**
 * A member writes down what a meeting came to, from its start on. The same `clientKey` again answers the takeaway that
 * stands.
 */
export async function writeTakeaway(
  db: Db,
  findReadable: FindReadable,
  viewer: Viewer,
  meetingId: MeetingId,
  { kind, body, threadId, clientKey }: WriteTakeaway,
): Promise<Takeaway> {
  const { cohortId } = await findMeeting(db, viewer, meetingId)
  const before = await writtenBefore(db, viewer, meetingId, clientKey)
  if (before) return findTakeaway(db, findReadable, viewer, before)
  if (threadId !== undefined) await requireReadable(db, findReadable, viewer, cohortId, threadId)
  const { organisationId, personId: authorId } = viewer
  await db.transaction().execute(async (trx) => {
    await holdOwnCohort(trx, viewer, cohortId)
    await refuseTooEarly(trx, meetingId)
    await trx
      .insertInto('takeaways')
      .values({
        ...{ organisationId, id: newId<TakeawayId>(), meetingId, authorId, kind, body, clientKey },
        threadId: threadId ?? null,
      })
      .onConflict((standing) => standing.columns(['authorId', 'clientKey']).doNothing())
      .execute()
    await announceNews(trx, { cohortId })
  })
  const written = await writtenBefore(db, viewer, meetingId, clientKey)
  return written
    ? findTakeaway(db, findReadable, viewer, written)
    : conflict('busy', 'Please send that once more.')
}

/** By the clock of the database. The row is held, so that the meeting is not moved or called off meanwhile. */
async function refuseTooEarly(db: Db, meetingId: MeetingId): Promise<void> {
  const meeting = await db
    .selectFrom('meetings')
    .select('cancelledAt')
    .select(sql<boolean>`starts_at <= clock_timestamp()`.as('hasBegun'))
    .where('id', '=', meetingId)
    .forShare()
    .executeTakeFirstOrThrow()
  if (meeting.cancelledAt)
    conflict('meeting-cancelled', 'This meeting was called off, so nothing came of it.')
  if (!meeting.hasBegun) {
    conflict(
      'meeting-not-begun',
      'This meeting has not begun. You can write down what comes of it once it has.',
    )
  }
}

async function requireReadable(
  db: Db,
  findReadable: FindReadable,
  viewer: Viewer,
  cohortId: CohortId,
  threadId: ThreadId,
): Promise<void> {
  const thread = (await findReadable(db, viewer, [threadId])).get(threadId)
  if (thread?.cohortId !== cohortId) notFound('thread')
}

/** The takeaway that stands under the key; a key that was used on another meeting is refused with 409. */
async function writtenBefore(
  db: Db,
  { personId }: Viewer,
  meetingId: MeetingId,
  clientKey: string,
): Promise<TakeawayId | undefined> {
  const written = await db
    .selectFrom('takeaways')
    .select(['id', 'meetingId'])
    .where('authorId', '=', personId)
    .where('clientKey', '=', clientKey)
    .executeTakeFirst()
  if (written && written.meetingId !== meetingId) {
    conflict('client-key-used', 'This clientKey was used for something else already.')
  }
  return written?.id
}
