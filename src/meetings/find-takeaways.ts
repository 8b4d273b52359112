import type { ExpressionBuilder } from 'kysely'
import { findCohort } from '../cohorts/find-cohorts.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Database, Db } from '../platform/db/schema.ts'
import type { CohortId, MeetingId, TakeawayId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { findMeeting, visibleMeetings } from './find-meetings.ts'
import type { FindReadable } from './readable-threads.ts'
import type { Takeaway } from './takeaway-schemas.ts'

/** Every read of takeaways starts here: those of meetings within reach, so of cohorts the viewer is in now. */
export const visibleTakeaways = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('takeaways')
    .where('takeaways.meetingId', 'in', visibleMeetings(db, viewer).select('meetings.id'))

/** What came of a meeting, in the order it was written. */
export async function findTakeaways(
  db: Db,
  findReadable: FindReadable,
  viewer: Viewer,
  meetingId: MeetingId,
): Promise<{ items: Takeaway[] }> {
  await findMeeting(db, viewer, meetingId)
  const rows = await shown(db, viewer)
    .where('takeaways.meetingId', '=', meetingId)
    .orderBy('takeaways.id')
    .execute()
  return { items: await show(db, findReadable, viewer, rows) }
}

/** What came of all meetings of a cohort, newest first. */
export async function findTakeawaysOf(
  db: Db,
  findReadable: FindReadable,
  viewer: Viewer,
  cohortId: CohortId,
  { limit = usualLimit, after }: PageRequest,
) {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  await findCohort(db, viewer, cohortId)
  const rows = await shown(db, viewer)
    .where('meetings.cohortId', '=', cohortId)
    .$if(cursor !== undefined, (query) => query.where('takeaways.id', '<', (cursor?.[0] ?? '') as TakeawayId))
    .orderBy('takeaways.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, ({ id }) => [id])
  return { items: await show(db, findReadable, viewer, items), next }
}

/** One of them. */
export async function findTakeaway(
  db: Db,
  findReadable: FindReadable,
  viewer: Viewer,
  id: TakeawayId,
): Promise<Takeaway> {
  const row = await shown(db, viewer).where('takeaways.id', '=', id).executeTakeFirst()
  const [takeaway] = row ? await show(db, findReadable, viewer, [row]) : []
  return takeaway ?? notFound('takeaway')
}

const shown = (db: Db, viewer: Viewer) =>
  visibleTakeaways(db, viewer)
    .innerJoin('meetings', 'meetings.id', 'takeaways.meetingId')
    .innerJoin('people', 'people.id', 'takeaways.authorId')
    .select(['takeaways.id', 'takeaways.meetingId', 'takeaways.authorId', 'people.name as author'])
    .select(['takeaways.kind', 'takeaways.body', 'takeaways.threadId'])
    .select(['takeaways.createdAt', 'takeaways.editedAt', 'meetings.cohortId'])
    .select((eb) => facilitated(eb, viewer))

const facilitated = (eb: ExpressionBuilder<Database, 'meetings'>, { personId }: Viewer) =>
  eb
    .exists(
      eb
        .selectFrom('memberships')
        .select('memberships.cohortId')
        .whereRef('memberships.cohortId', '=', 'meetings.cohortId')
        .where('memberships.personId', '=', personId)
        .where('memberships.part', '=', 'facilitator')
        .where('memberships.leftAt', 'is', null),
    )
    .as('facilitates')

type Row = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]

async function show(
  db: Db,
  findReadable: FindReadable,
  viewer: Viewer,
  rows: readonly Row[],
): Promise<Takeaway[]> {
  const threads = await findReadable(
    db,
    viewer,
    rows.flatMap(({ threadId }) => threadId ?? []),
  )
  return rows.map((row) => {
    const thread = row.threadId === null ? undefined : threads.get(row.threadId)
    const mine = row.authorId === viewer.personId
    return {
      ...{ id: row.id, meetingId: row.meetingId, author: { id: row.authorId, name: row.author } },
      ...{ kind: row.kind, body: row.body },
      threadId: thread ? row.threadId : null,
      clipId: thread?.clipId ?? null,
      createdAt: row.createdAt.toISOString(),
      editedAt: row.editedAt?.toISOString() ?? null,
      mine,
      can: { change: mine, remove: mine || Boolean(row.facilitates) },
    }
  })
}
