import type { Db } from '../platform/db/schema.ts'
import type { DistrictId, OrganisationId, SiteId } from '../platform/ids.ts'
import type { BlockKind } from './kinds.ts'
import type { LocalDay, LocalTime } from './local-time.ts'
import type { Block } from './working-days.ts'

/** What days and hours depend on: a cohort's site, or a person's; an organisation's own where there is none. */
export interface Place {
  readonly organisationId: OrganisationId
  readonly siteId: SiteId | null
}

/** Times of day are those of `zone`, as in `19:00`. */
interface Hours {
  readonly zone: string
  readonly quietFrom: LocalTime | null
  readonly quietUntil: LocalTime | null
  readonly latestDue: LocalTime | null
  readonly weeklyMinutes: number | null
}

export interface CalendarBlock extends Block {
  readonly kind: BlockKind
}

export interface Calendar extends Hours {
  readonly blocks: readonly CalendarBlock[]
}

/** The zone of a place and what its district agreed on, else the organisation. */
export async function findHours(db: Db, place: Place): Promise<Hours> {
  const { zone, districtId } = await findZone(db, place)
  return findHoursOf(db, place, zone, districtId)
}

async function findHoursOf(
  db: Db,
  place: Place,
  zone: string,
  districtId: DistrictId | null,
): Promise<Hours> {
  const agreement = await db
    .selectFrom('workAgreements')
    .select(['quietFrom', 'quietUntil', 'latestDue', 'weeklyMinutes'])
    .where('organisationId', '=', place.organisationId)
    .where((eb) => eb.or([eb('districtId', 'is', null), eb('districtId', '=', districtId)]))
    .orderBy('districtId', (order) => order.asc().nullsLast())
    .limit(1)
    .executeTakeFirst()
  return {
    zone,
    quietFrom: toMinutes(agreement?.quietFrom),
    quietUntil: toMinutes(agreement?.quietUntil),
    latestDue: toMinutes(agreement?.latestDue),
    weeklyMinutes: agreement?.weeklyMinutes ?? null,
  }
}

/** The same with the blocked days of the place, its district and its organisation that touch `from` to `until`. */
export async function findCalendar(
  db: Db,
  place: Place,
  { from, until }: { readonly from?: LocalDay | undefined; readonly until?: LocalDay | undefined } = {},
): Promise<Calendar> {
  const { zone, districtId } = await findZone(db, place)
  const hours = await findHoursOf(db, place, zone, districtId)
  const blocks = await db
    .selectFrom('calendarBlocks')
    .select(['kind', 'name', 'startsOn', 'endsOn'])
    .where('organisationId', '=', place.organisationId)
    .where((eb) => eb.or([eb('districtId', 'is', null), eb('districtId', '=', districtId)]))
    .where((eb) => eb.or([eb('siteId', 'is', null), eb('siteId', '=', place.siteId)]))
    .$if(from !== undefined, (query) => query.where('endsOn', '>=', from ?? ''))
    .$if(until !== undefined, (query) => query.where('startsOn', '<=', until ?? ''))
    .orderBy('startsOn')
    .orderBy('id')
    .execute()
  return { ...hours, blocks }
}

async function findZone(db: Db, { organisationId, siteId }: Place) {
  const { zone, siteZone, districtId } = await db
    .selectFrom('organisations')
    .leftJoin('sites', (join) =>
      join.onRef('sites.organisationId', '=', 'organisations.id').on((eb) => eb('sites.id', '=', siteId)),
    )
    .select(['organisations.zone', 'sites.zone as siteZone', 'sites.districtId'])
    .where('organisations.id', '=', organisationId)
    .executeTakeFirstOrThrow()
  return { zone: siteZone ?? zone, districtId }
}

const toMinutes = (time: string | null | undefined): LocalTime | null => time?.slice(0, 5) ?? null
