import { findCalendar } from '../calendars/find-calendar.ts'
import { instantOf, type LocalDay } from '../calendars/local-time.ts'
import { type Block, blockOn } from '../calendars/working-days.ts'
import { findCohort } from '../cohorts/find-cohorts.ts'
import { holdFacilitatedCohort } from '../cohorts/hold-cohort.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { checkWhere } from './check-where.ts'
import { findShownMeeting } from './find-meetings.ts'
import { refuseOverlap } from './refuse-overlap.ts'
import type { Meeting, PlanMeeting } from './schemas.ts'
import { writeMeetings } from './write-meetings.ts'

/** A facilitator plans one meeting. Two at once cannot take the same time: each holds the cohort. */
export const planMeeting = (
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  { startsOn, startsAt: time, minutes, mode, despiteBlock = false, ...where }: PlanMeeting,
): Promise<Meeting> =>
  db.transaction().execute(async (trx) => {
    const cohort = await findCohort(trx, viewer, cohortId)
    await holdFacilitatedCohort(trx, viewer, cohortId)
    const { zone, blocks } = await findCalendar(trx, cohort, { from: startsOn, until: startsOn })
    if (!despiteBlock) refuseBlocked(blocks, startsOn)
    const startsAt = instantOf(zone, startsOn, time)
    const endsAt = new Date(startsAt.getTime() + minutes * 60_000)
    await refuseOverlap(trx, cohortId, [{ startsAt, endsAt }])
    const [id] = await writeMeetings(trx, viewer, cohortId, [
      { startsAt, endsAt, zone, mode, ...checkWhere(where) },
    ])
    return findShownMeeting(trx, viewer, id)
  })

export function refuseBlocked(blocks: readonly Block[], day: LocalDay): void {
  const block = blockOn(blocks, day)
  if (block) {
    conflict('day-blocked', `That day is kept free: ${block.name}. Please choose another.`, {
      block: block.name,
    })
  }
}
