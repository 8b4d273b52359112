import { findCalendar } from '../calendars/find-calendar.ts'
import { findCohort } from '../cohorts/find-cohorts.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'
import type { CohortCalendar } from './schemas.ts'

interface Days {
  readonly from?: string | undefined
  readonly until?: string | undefined
}

/** What holds where a cohort of the viewer's is. */
export async function findCohortCalendar(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  days: Days,
): Promise<CohortCalendar> {
  const cohort = await findCohort(db, viewer, cohortId)
  const { zone, blocks, ...agreement } = await findCalendar(db, cohort, days)
  return { zone, blocks: [...blocks], agreement }
}
