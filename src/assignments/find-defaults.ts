import { audiencesInReach } from '../clips/find-audiences.ts'
import { findCohort } from '../cohorts/find-cohorts.ts'
import { findPart } from '../cohorts/find-part.ts'
import { facilitates } from '../cohorts/policy.ts'
import type { Viewer } from '../identity/viewer.ts'
import { clock } from '../platform/db/clock.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId, CohortId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { chooseProtocol } from './choose-protocol.ts'
import { clipsHere } from './clips-here.ts'
import { minutesPerWeek, warnOfDue } from './due-by-rule.ts'
import { estimateMinutes } from './estimate-minutes.ts'
import { findAssignments } from './find-assignments.ts'
import type { Defaults, DefaultsQuery } from './schemas.ts'
import { calendarAbout, findTarget, openingBefore, usualDue } from './usual-times.ts'

/** What an assignment of a cohort would be like where nothing is said, and what is to be thought of. */
export async function findDefaults(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  asked: DefaultsQuery,
): Promise<Defaults> {
  const cohort = await findCohort(db, viewer, cohortId)
  authorize(
    facilitates(await findPart(db, viewer, cohortId)),
    'Only people who facilitate this cohort do that.',
  )
  const now = await clock(db)
  const { forMeetingId = 'next', opensAt, dueAt } = asked
  const meeting = forMeetingId === 'none' ? undefined : await findTarget(db, cohortId, forMeetingId)
  const calendar = await calendarAbout(db, cohort, meeting?.startsAt ?? now)
  const opens = opensAt === undefined ? await openingBefore(db, cohortId, meeting, now) : new Date(opensAt)
  const due = dueAt === undefined ? usualDue(calendar, meeting?.startsAt, opens) : new Date(dueAt)
  const estimated = await estimate(db, viewer, cohortId, asked)
  const others = await minutesAlready(db, viewer, cohortId, { opens, due, except: asked.except })
  const weeklyMinutes = {
    planned: Math.ceil(others + minutesPerWeek(asked.minutes ?? estimated, opens, due)),
    limit: calendar.weeklyMinutes,
  }
  return {
    forMeetingId: meeting?.id ?? null,
    opensAt: opens.toISOString(),
    dueAt: due.toISOString(),
    dueBy: meeting && dueAt === undefined ? 'rule' : 'hand',
    zone: calendar.zone,
    minutes: estimated,
    warnings: warnOfDue(calendar, {
      ...{ opensAt: opens, dueAt: due, weeklyMinutes },
      meetingAt: meeting?.startsAt ?? null,
    }),
    weeklyMinutes,
  }
}

/** For what was chosen so far, as far as it is in the cohort's hands. */
async function estimate(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  { clipIds = [], protocolKey, protocolId }: DefaultsQuery,
): Promise<number> {
  const ref = protocolKey === undefined ? protocolId && { id: protocolId } : { key: protocolKey }
  const protocol = ref && (await chooseProtocol(db, cohortId, ref))
  const exemplars = audiencesInReach(db, viewer).where('clipAudiences.clipId', 'in', clipIds)
  const clips =
    clipIds.length === 0
      ? []
      : await clipsHere(db, viewer, exemplars)
          .select('reach.durationMs')
          .where('shared.cohortId', '=', cohortId)
          .where('reach.id', 'in', clipIds)
          .execute()
  return protocol || clips.length > 0 ? estimateMinutes(clips, protocol?.stages ?? []) : 0
}

interface Span {
  readonly opens: Date
  readonly due: Date
  readonly except: AssignmentId | undefined
}

/** Minutes in a week that the cohort has to do already in this time. */
async function minutesAlready(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  { opens, due, except }: Span,
): Promise<number> {
  const { items } = await findAssignments(db, viewer, cohortId, { limit: 20 })
  return items
    .filter(({ id, state }) => id !== except && (state === 'open' || state === 'planned'))
    .filter((other) => new Date(other.opensAt) < due && new Date(other.dueAt) > opens)
    .reduce(
      (sum, other) => sum + minutesPerWeek(other.minutes, new Date(other.opensAt), new Date(other.dueAt)),
      0,
    )
}
