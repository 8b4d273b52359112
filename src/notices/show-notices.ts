import { visibleClipsOf } from '../clips/find-clip.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type {
  AssignmentId,
  ClipId,
  CohortId,
  CommentId,
  GrantId,
  MeetingChangeId,
  PersonId,
  StageId,
  TakeawayId,
} from '../platform/ids.ts'
import { excerptOf } from '../threads/excerpt.ts'
import { aboutExemplars } from './about-exemplars.ts'
import type { What } from './kinds.ts'
import type { NoticeRow } from './notice-source.ts'
import type { Notice } from './schemas.ts'

/** Of what was said. */
const letters = 160

/** What each is about, beside who and where. */
type About = Pick<Notice, 'link'> & Partial<Pick<Notice, 'meeting' | 'dueAt' | 'clip' | 'words'>>

/** Rows as the viewer is shown them. What went out of reach, or was deleted, since they were read is left out. */
export async function showNotices(
  db: Db,
  viewer: Viewer,
  rows: readonly NoticeRow[],
  seenUntil: Date | undefined,
): Promise<Notice[]> {
  if (rows.length === 0) return []
  const idsOf = (...whats: readonly What[]) =>
    rows.filter(({ what }) => whats.includes(what)).map(({ aboutId }) => aboutId)
  const [people, cohorts, ...abouts] = await Promise.all([
    namesOf(
      db,
      rows.map(({ whoId }) => whoId),
    ),
    cohortsOf(
      db,
      rows.map(({ cohortId }) => cohortId),
    ),
    aboutMeetings(
      db,
      rows.filter(({ what }) => what.startsWith('meeting ')).map(({ aboutId }) => aboutId),
    ),
    aboutAssignments(db, idsOf('assignment opened', 'nudge')),
    aboutStages(db, idsOf('seal opened')),
    aboutWords(db, viewer, idsOf('mention', 'reply', 'thread')),
    aboutTakeaways(db, idsOf('takeaway')),
    aboutGrants(db, viewer, idsOf('clip shared')),
    aboutExemplars(
      db,
      viewer,
      {
        exemplars: idsOf('exemplar asked', 'exemplar published', 'exemplar ended'),
        consents: idsOf('exemplar ending'),
        thanks: idsOf('exemplar thanks'),
      },
      letters,
    ),
  ])
  const found = new Map(abouts.flat())
  return rows.flatMap(({ what, at, aboutId, cohortId, whoId }) => {
    const about: About | undefined =
      what === 'coaching' ? { link: `/coaching/${cohortId}` } : found.get(aboutId)
    const cohort = cohortId === null ? null : cohorts.get(cohortId)
    if (!about || cohort === undefined) return []
    const name = whoId === null ? undefined : people.get(whoId)
    return {
      id: `${what.replaceAll(' ', '-')}.${aboutId}`,
      at: at.toISOString(),
      isNew: seenUntil === undefined || at > seenUntil,
      what,
      cohort,
      who: whoId !== null && name !== undefined ? { id: whoId, name } : null,
      ...{ meeting: null, dueAt: null, clip: null, words: null },
      ...about,
    }
  })
}

async function namesOf(db: Db, ids: readonly (PersonId | null)[]): Promise<Map<PersonId, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await db.selectFrom('people').select(['id', 'name']).where('id', 'in', wanted).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

async function cohortsOf(
  db: Db,
  ids: readonly (CohortId | null)[],
): Promise<Map<CohortId, Notice['cohort']>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await db
    .selectFrom('cohorts')
    .select(['id', 'name', 'kind'])
    .where('id', 'in', wanted)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

type Abouts = Promise<[string, About][]>

async function aboutMeetings(db: Db, ids: readonly string[]): Abouts {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('meetingChanges')
    .innerJoin('meetings', 'meetings.id', 'meetingChanges.meetingId')
    .select(['meetingChanges.id as changeId', 'meetings.id', 'meetings.startsAt', 'meetings.zone'])
    .select(['meetingChanges.previousStartsAt', 'meetingChanges.meetings'])
    .where('meetingChanges.id', 'in', ids as MeetingChangeId[])
    .execute()
  return rows.map(({ changeId, startsAt, previousStartsAt, ...meeting }) => [
    changeId,
    {
      link: `/meetings/${meeting.id}`,
      meeting: {
        ...meeting,
        startsAt: startsAt.toISOString(),
        previousStartsAt: previousStartsAt?.toISOString() ?? null,
      },
    },
  ])
}

async function aboutAssignments(db: Db, ids: readonly string[]): Abouts {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('assignments')
    .select(['id', 'dueAt'])
    .where('id', 'in', ids as AssignmentId[])
    .execute()
  return rows.map(({ id, dueAt }) => [id, { link: `/assignments/${id}`, dueAt: dueAt.toISOString() }])
}

async function aboutStages(db: Db, ids: readonly string[]): Abouts {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('assignmentStages')
    .select(['id', 'assignmentId'])
    .where('id', 'in', ids as StageId[])
    .execute()
  return rows.map(({ id, assignmentId }) => [id, { link: `/assignments/${assignmentId}` }])
}

async function aboutWords(db: Db, viewer: Viewer, ids: readonly string[]): Abouts {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.threadId')
    .select(['comments.id', 'comments.body', 'comments.threadId', 'threads.clipId'])
    .where('comments.id', 'in', ids as CommentId[])
    .where('comments.deletedAt', 'is', null)
    .execute()
  const clips = await titlesOf(
    db,
    viewer,
    rows.map(({ clipId }) => clipId),
  )
  return rows.flatMap(({ id, body, threadId, clipId }): [string, About][] => {
    const clip = clips.get(clipId)
    const link = `/clips/${clipId}?c=${threadId}`
    return clip ? [[id, { link, clip, words: excerptOf(body ?? '', letters) }]] : []
  })
}

async function aboutTakeaways(db: Db, ids: readonly string[]): Abouts {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('takeaways')
    .select(['id', 'meetingId', 'body'])
    .where('id', 'in', ids as TakeawayId[])
    .execute()
  return rows.map(({ id, meetingId, body }) => [
    id,
    { link: `/meetings/${meetingId}`, words: excerptOf(body, letters) },
  ])
}

async function aboutGrants(db: Db, viewer: Viewer, ids: readonly string[]): Abouts {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('clipGrants')
    .select(['id', 'clipId'])
    .where('id', 'in', ids as GrantId[])
    .where('revokedAt', 'is', null)
    .execute()
  const clips = await titlesOf(
    db,
    viewer,
    rows.map(({ clipId }) => clipId),
  )
  return rows.flatMap(({ id, clipId }): [string, About][] => {
    const clip = clips.get(clipId)
    return clip ? [[id, { link: `/clips/${clipId}`, clip }]] : []
  })
}

async function titlesOf(db: Db, viewer: Viewer, ids: readonly ClipId[]) {
  if (ids.length === 0) return new Map<ClipId, { id: ClipId; title: string }>()
  const rows = await visibleClipsOf(db, viewer, ids).select(['clips.id', 'clips.title']).execute()
  return new Map(rows.map((row) => [row.id, row]))
}
