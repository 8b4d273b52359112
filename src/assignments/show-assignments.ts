import type { Selectable } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { BetweenTables } from '../platform/db/between-tables.ts'
import type { Db } from '../platform/db/schema.ts'
import type { InWords } from '../platform/http/schemas.ts'
import type { CohortId, MeetingId, PersonId, ProtocolId } from '../platform/ids.ts'
import { waitsNow } from './ask-rules.ts'
import { findBuiltIn } from './built-in-protocols.ts'
import { estimateMinutes, minutesPerPost } from './estimate-minutes.ts'
import { findAssignedClips } from './find-assigned-clips.ts'
import { findStages } from './find-stages.ts'
import type { Assignment, AssignmentState } from './schemas.ts'
import { showStages } from './show-stages.ts'

type Row = Selectable<BetweenTables['assignments']> & { readonly state: AssignmentState }

/** Assignments within the viewer's reach, as the API answers them. Keeps the order. */
export async function showAssignments(db: Db, viewer: Viewer, rows: readonly Row[]): Promise<Assignment[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const [cohorts, meetings, presenters, titles, clips, stages] = await Promise.all([
    cohortsOf(db, viewer, [...new Set(rows.map(({ cohortId }) => cohortId))]),
    meetingsOf(db, rows),
    presentersOf(db, rows),
    titlesOf(db, rows),
    findAssignedClips(db, viewer, ids),
    findStages(db, viewer, ids),
  ])
  return rows.map((row) => {
    const cohort = cohorts.get(row.cohortId)
    const meeting = row.forMeetingId === null ? undefined : meetings.get(row.forMeetingId)
    const shown = clips.get(row.id) ?? []
    const ownStages = stages.get(row.id) ?? []
    const isFacilitator = cohort?.part === 'facilitator'
    const shownStages = showStages(ownStages, shown, {
      personId: viewer.personId,
      isPresenter: row.presenterId === viewer.personId,
      isFacilitator,
      minutesPerPost: minutesPerPost(row.minutes, shown, ownStages),
    })
    return {
      id: row.id,
      cohort: { id: row.cohortId, name: cohort?.name ?? '' },
      forMeeting: meeting && meeting.cancelledAt === null ? showMeeting(meeting) : null,
      needsMeeting: meeting !== undefined && meeting.cancelledAt !== null,
      afterMeetingId: row.afterMeetingId,
      cycleId: row.cycleId,
      presenter:
        row.presenterId === null
          ? null
          : { id: row.presenterId, name: presenters.get(row.presenterId) ?? '' },
      protocol: {
        key: row.protocolKey,
        id: row.protocolId,
        version: row.protocolVersion,
        title: titles(row),
      },
      ...{ words: row.words, question: row.question },
      opensAt: row.opensAt.toISOString(),
      dueAt: row.dueAt.toISOString(),
      dueBy: row.dueBy,
      zone: cohort?.zone ?? 'UTC',
      minutes: row.minutes ?? estimateMinutes(shown, ownStages),
      state: row.state,
      asksMeNow: row.state === 'open' && waitsNow(shownStages),
      clips: shown,
      stages: shownStages,
      can: { change: isFacilitator },
    }
  })
}

/** With what the viewer is in each, and the zone that its times are told in. */
async function cohortsOf(db: Db, viewer: Viewer, ids: readonly CohortId[]) {
  const rows = await db
    .selectFrom('cohorts')
    .innerJoin('organisations', 'organisations.id', 'cohorts.organisationId')
    .leftJoin('sites', 'sites.id', 'cohorts.siteId')
    .leftJoin('memberships', (join) =>
      join
        .onRef('memberships.cohortId', '=', 'cohorts.id')
        .on('memberships.personId', '=', viewer.personId)
        .on('memberships.leftAt', 'is', null),
    )
    .select(['cohorts.id', 'cohorts.name', 'memberships.part'])
    .select(({ fn }) => fn.coalesce('sites.zone', 'organisations.zone').as('zone'))
    .where('cohorts.id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

async function meetingsOf(db: Db, rows: readonly Row[]) {
  const ids = rows.map(({ forMeetingId }) => forMeetingId).filter((id): id is MeetingId => id !== null)
  if (ids.length === 0) return new Map<MeetingId, never>()
  const meetings = await db
    .selectFrom('meetings')
    .select(['id', 'startsAt', 'endsAt', 'zone', 'cancelledAt'])
    .where('id', 'in', ids)
    .execute()
  return new Map(meetings.map((meeting) => [meeting.id, meeting]))
}

const showMeeting = ({
  id,
  startsAt,
  endsAt,
  zone,
}: {
  readonly id: MeetingId
  readonly startsAt: Date
  readonly endsAt: Date
  readonly zone: string
}) => ({
  ...{ id, zone },
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
})

async function presentersOf(db: Db, rows: readonly Row[]): Promise<Map<PersonId, string>> {
  const ids = rows.map(({ presenterId }) => presenterId).filter((id): id is PersonId => id !== null)
  if (ids.length === 0) return new Map()
  const people = await db.selectFrom('people').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(people.map(({ id, name }) => [id, name]))
}

/** A cohort's own protocol is called what it was called in the version that is used. */
async function titlesOf(db: Db, rows: readonly Row[]): Promise<(row: Row) => InWords> {
  const ids = rows.map(({ protocolId }) => protocolId).filter((id): id is ProtocolId => id !== null)
  const versions =
    ids.length === 0
      ? []
      : await db
          .selectFrom('protocolVersions')
          .select(['protocolId', 'versionNo', 'title'])
          .where('protocolId', 'in', ids)
          .execute()
  const titles = new Map(
    versions.map(({ protocolId, versionNo, title }) => [`${protocolId} ${versionNo}`, title]),
  )
  return ({ protocolKey, protocolId, protocolVersion }) => {
    const own = titles.get(`${protocolId} ${protocolVersion}`) ?? ''
    return (protocolKey === null ? undefined : findBuiltIn(protocolKey)?.title) ?? { en: own, es: own }
  }
}
