import { type Calendar, findCalendar } from '../calendars/find-calendar.ts'
import { addDays } from '../calendars/local-time.ts'
import { findCohort } from '../cohorts/find-cohorts.ts'
import { findPart } from '../cohorts/find-part.ts'
import { holdFacilitatedCohort } from '../cohorts/hold-cohort.ts'
import { facilitates } from '../cohorts/policy.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type CohortId, newId, type SeriesId } from '../platform/ids.ts'
import { authorize, conflict, malformed } from '../platform/problems.ts'
import { checkWhere } from './check-where.ts'
import { findTheseMeetings } from './find-meetings.ts'
import { findOverlaps, refuseOverlap } from './refuse-overlap.ts'
import type { PlannedSeries, PlanSeries, SeriesPreview } from './schemas.ts'
import { planDays } from './series-days.ts'
import { type NewMeeting, writeMeetings } from './write-meetings.ts'

/** A facilitator plans meetings in a rhythm, but for blocked days. All of them, or none. */
export const planSeries = (
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  plan: PlanSeries,
): Promise<PlannedSeries> =>
  db.transaction().execute(async (trx) => {
    const cohort = await findCohort(trx, viewer, cohortId)
    await holdFacilitatedCohort(trx, viewer, cohortId)
    const calendar = await findCalendar(trx, cohort, { from: plan.firstOn, until: plan.lastOn })
    const { zone } = calendar
    const { mode, place, link } = plan
    const where = checkWhere({ place, link })
    const id = newId<SeriesId>()
    const meetings: NewMeeting[] = freeDays(plan, calendar).map(({ startsAt, endsAt }) => ({
      ...{ startsAt, endsAt, zone, mode, ...where, seriesId: id },
    }))
    if (!isSome(meetings)) return conflict('no-days', 'No day is left between the first and the last.')
    await refuseOverlap(trx, cohortId, meetings)
    await trx
      .insertInto('meetingSeries')
      .values({
        ...{ organisationId: viewer.organisationId, id, cohortId, zone, createdBy: viewer.personId },
        ...{ startsAt: plan.startsAt, minutes: plan.minutes, firstOn: plan.firstOn, lastOn: plan.lastOn },
        rule: JSON.stringify(plan.rule),
      })
      .execute()
    const ids = await writeMeetings(trx, viewer, cohortId, meetings)
    return { id, meetings: await findTheseMeetings(trx, viewer, ids) }
  })

/** What planning it would give now, with what is skipped and why. Changes nothing. */
export async function previewSeries(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  plan: PlanSeries,
): Promise<SeriesPreview> {
  const cohort = await findCohort(db, viewer, cohortId)
  authorize(
    facilitates(await findPart(db, viewer, cohortId)),
    'Only people who facilitate this cohort do that.',
  )
  const calendar = await findCalendar(db, cohort, { from: plan.firstOn, until: plan.lastOn })
  const days = allDays(plan, calendar)
  const overlaps = await findOverlaps(db, cohortId, days)
  return {
    zone: calendar.zone,
    days: days.map(({ startsAt, endsAt, skippedFor }, at) => ({
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      skippedFor,
      overlaps: skippedFor === null && overlaps[at] === true,
    })),
  }
}

const freeDays = (plan: PlanSeries, calendar: Calendar) =>
  allDays(plan, calendar).filter(({ skippedFor }) => skippedFor === null)

function allDays(plan: PlanSeries, { zone, blocks }: Calendar) {
  if (plan.lastOn < plan.firstOn) malformed('bad-days', 'The last day is before the first.')
  if (plan.lastOn > addDays(plan.firstOn, 400)) {
    malformed('series-too-long', 'That is more than a school year. Please choose an earlier last day.')
  }
  return planDays(plan, zone, blocks)
}

const isSome = (meetings: NewMeeting[]): meetings is [NewMeeting, ...NewMeeting[]] => meetings.length > 0
