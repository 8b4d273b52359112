import type { Db } from '../../src/platform/db/schema.ts'
import { type CohortId, type DistrictId, newId, type SeriesId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'

interface Cohort {
  readonly cohortId: CohortId
  readonly districtId: DistrictId
}

interface Planting {
  /** For the members of that cohort alone. */
  readonly plant: (what: string) => string
  /** For everybody who is in a cohort here, and for administrators. */
  readonly plantForAll: (what: string) => string
}

/** Days that are kept free, and when a cohort meets: what its members read of it, and administrators do not. */
export async function plantMeetings(
  db: Db,
  { viewer: { organisationId, personId: createdBy } }: Person,
  { cohortId, districtId }: Cohort,
  { plant, plantForAll }: Planting,
): Promise<void> {
  await db
    .insertInto('calendarBlocks')
    .values({
      ...{ organisationId, id: newId(), kind: 'holiday', startsOn: '2026-11-25', endsOn: '2026-11-27' },
      name: plantForAll('name of a blocked day'),
    })
    .execute()
  await db
    .insertInto('workAgreements')
    .values({ organisationId, id: newId(), districtId, latestDue: '15:00' })
    .execute()
  const seriesId = newId<SeriesId>()
  const zone = 'America/Chicago'
  await db
    .insertInto('meetingSeries')
    .values({
      ...{ organisationId, id: seriesId, cohortId, zone, startsAt: '15:30', minutes: 120, createdBy },
      ...{ firstOn: '2090-01-04', lastOn: '2090-01-04', rule: JSON.stringify({ every: 'weeks', weeks: 1 }) },
    })
    .execute()
  await db
    .insertInto('meetings')
    .values({
      ...{ organisationId, id: newId(), cohortId, seriesId, zone, mode: 'hybrid', createdBy },
      ...{ startsAt: new Date('2090-01-04T21:30:00Z'), endsAt: new Date('2090-01-04T23:30:00Z') },
      place: plant('place of a meeting'),
      link: `https://meet.example/${plant('link of a meeting')}`,
      agenda: plant('agenda of a meeting'),
    })
    .execute()
}
