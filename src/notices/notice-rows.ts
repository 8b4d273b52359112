import { sql } from 'kysely'
import { isPaused, sharedClips } from '../clips/find-clip.ts'
import { grantsInReach } from '../clips/find-grants.ts'
import { visibleEntries } from '../coaching/find-entries.ts'
import { visibleCohorts } from '../cohorts/find-cohorts.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import {
  exemplarAskedRows,
  exemplarEndedRows,
  exemplarEndingRows,
  exemplarPublishedRows,
  exemplarThanksRows,
} from './exemplar-rows.ts'
import type { What } from './kinds.ts'
import type { NoticeSource } from './notice-source.ts'
import { mentionRows, talkRows } from './talk-rows.ts'

/**
 * Every notice starts here: what happened after `since`, read from where it is kept and through the reach of that place at
 * this moment. Nothing is written for anybody ahead, so there is nothing to take back where a clip is revoked, a cohort
 * left or a first look sealed. What happened in a cohort before somebody was in it is no news to them.
 */
export const noticeRows = (db: Db, viewer: Viewer, since: Date) =>
  db
    .selectFrom(
      [
        ...[
          assignmentRows,
          sealRows,
          nudgeRows,
          mentionRows,
          talkRows,
          takeawayRows,
          coachingRows,
          sharedClipRows,
        ],
        ...[
          exemplarAskedRows,
          exemplarPublishedRows,
          exemplarThanksRows,
          exemplarEndingRows,
          exemplarEndedRows,
        ],
      ]
        .map((source) => source(db, viewer, since))
        .reduce((all, source) => all.unionAll(source), meetingRows(db, viewer, since))
        .as('notices'),
    )
    .select(['what', 'aboutId', 'cohortId', 'whoId'])
    // To the millisecond, as a cursor has it.
    .select(inMs.as('at'))
    .where(inMs, '>', since)

export const inMs = sql<Date>`date_trunc('milliseconds', notices.at)`
export const rowKey = sql<string>`(notices.what || ' ' || notices.about_id) collate "C"`

/** The cohorts the viewer is in, and since when. */
const mine = (db: Db, viewer: Viewer) =>
  visibleCohorts(db, viewer)
    .innerJoin('memberships', (join) =>
      join
        .onRef('memberships.cohortId', '=', 'cohorts.id')
        .on('memberships.personId', '=', viewer.personId)
        .on('memberships.leftAt', 'is', null),
    )
    .select(['cohorts.id', 'memberships.joinedAt', 'memberships.part'])

const meetingRows = (db: Db, viewer: Viewer, since: Date): NoticeSource =>
  db
    .selectFrom('meetingChanges')
    .innerJoin(mine(db, viewer).as('mine'), 'mine.id', 'meetingChanges.cohortId')
    .select(sql<What>`'meeting ' || meeting_changes.what`.as('what'))
    .select(['changedAt as at', 'meetingChanges.id as aboutId', 'cohortId', 'changedBy as whoId'])
    .where('changedBy', '<>', viewer.personId)
    .where('changedAt', '>', since)
    .whereRef('changedAt', '>=', 'mine.joinedAt')

/** Planned ahead, it happens when its time comes; planned late, when it is planned. */
const openedAt = sql<Date>`greatest(assignments.opens_at, assignments.created_at)`

const assignmentRows = (db: Db, viewer: Viewer, since: Date): NoticeSource =>
  db
    .selectFrom('assignments')
    .innerJoin(mine(db, viewer).as('mine'), 'mine.id', 'assignments.cohortId')
    .select([sql<What>`'assignment opened'`.as('what'), openedAt.as('at'), 'assignments.id as aboutId'])
    .select(['assignments.cohortId', 'assignments.createdBy as whoId'])
    .where('assignments.createdBy', '<>', viewer.personId)
    .where('assignments.cancelledAt', 'is', null)
    .where(openedAt, '>', since)
    .where(openedAt, '<=', sql<Date>`now()`)
    .where(openedAt, '>=', sql.ref<Date>('mine.joined_at'))

/** What others said under a seal can be read by those who did not break it themselves. Not whether anybody did. */
const sealRows = (db: Db, viewer: Viewer, since: Date): NoticeSource =>
  db
    .selectFrom('stageWindows')
    .innerJoin('assignments', 'assignments.id', 'stageWindows.assignmentId')
    .innerJoin(mine(db, viewer).as('mine'), 'mine.id', 'assignments.cohortId')
    .select([sql<What>`'seal opened'`.as('what'), 'stageWindows.closesAt as at'])
    .select(['stageWindows.stageId as aboutId', 'assignments.cohortId', sql<null>`null::uuid`.as('whoId')])
    // Who runs the cohort, nothing was sealed from.
    .where('mine.part', '<>', 'facilitator')
    .where('stageWindows.gate', '=', 'own post first')
    .whereRef('stageWindows.opensAt', '<', 'stageWindows.closesAt')
    .where('assignments.cancelledAt', 'is', null)
    .where('stageWindows.closesAt', '>', since)
    .where('stageWindows.closesAt', '<=', sql<Date>`now()`)
    .whereRef('stageWindows.closesAt', '>=', 'mine.joinedAt')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('comments')
            .select('comments.id')
            .whereRef('comments.stageId', '=', 'stageWindows.stageId')
            .where('comments.authorId', '=', viewer.personId),
        ),
      ),
    )

const nudgeRows = (db: Db, viewer: Viewer, since: Date): NoticeSource =>
  db
    .selectFrom('assignmentNudges')
    .innerJoin('assignments', 'assignments.id', 'assignmentNudges.assignmentId')
    .innerJoin(mine(db, viewer).as('mine'), 'mine.id', 'assignments.cohortId')
    .select([sql<What>`'nudge'`.as('what'), 'nudgedAt as at', 'assignments.id as aboutId'])
    .select(['assignments.cohortId', 'nudgedBy as whoId'])
    .where('assignmentNudges.personId', '=', viewer.personId)
    .where('nudgedBy', '<>', viewer.personId)
    .where('nudgedAt', '>', since)
    .where('assignments.cancelledAt', 'is', null)

const takeawayRows = (db: Db, viewer: Viewer, since: Date): NoticeSource =>
  db
    .selectFrom('takeaways')
    .innerJoin('meetings', 'meetings.id', 'takeaways.meetingId')
    .innerJoin(mine(db, viewer).as('mine'), 'mine.id', 'meetings.cohortId')
    .select([sql<What>`'takeaway'`.as('what'), 'takeaways.createdAt as at', 'takeaways.id as aboutId'])
    .select(['meetings.cohortId', 'takeaways.authorId as whoId'])
    .where('takeaways.authorId', '<>', viewer.personId)
    .where('takeaways.createdAt', '>', since)
    .whereRef('takeaways.createdAt', '>=', 'mine.joinedAt')

const coachingRows = (db: Db, viewer: Viewer, since: Date): NoticeSource =>
  visibleEntries(db, viewer)
    .innerJoin(mine(db, viewer).as('mine'), 'mine.id', 'coachingEntries.cohortId')
    .select([sql<What>`'coaching'`.as('what'), 'coachingEntries.createdAt as at'])
    .select(['coachingEntries.id as aboutId', 'cohortId', 'authorId as whoId'])
    .where('authorId', '<>', viewer.personId)
    .where('coachingEntries.createdAt', '>', since)
    .whereRef('coachingEntries.createdAt', '>=', 'mine.joinedAt')

/** Granted while it was still being prepared, it came to be there only when it could be watched. */
const sharedAt = sql<Date>`greatest(clip_grants.granted_at, coalesce((
  select min(renditions.published_at) from renditions where renditions.clip_id = clip_grants.clip_id),
  clip_grants.granted_at))`

const sharedClipRows = (db: Db, viewer: Viewer, since: Date): NoticeSource =>
  grantsInReach(db, viewer)
    .innerJoin(
      sharedClips(db, viewer)
        .select(['clips.id', 'clips.ownerId'])
        .where('clips.ownerId', '<>', viewer.personId)
        .where(({ not }) => not(isPaused))
        .as('reach'),
      'reach.id',
      'clipGrants.clipId',
    )
    .select([sql<What>`'clip shared'`.as('what'), sharedAt.as('at'), 'clipGrants.id as aboutId'])
    .select(['clipGrants.cohortId', 'reach.ownerId as whoId'])
    .where(sharedAt, '>', since)
    .where(sharedAt, '>=', sql.ref<Date>('memberships.joined_at'))
