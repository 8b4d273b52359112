import { sql } from 'kysely'
import { type Calendar, findCalendar } from '../calendars/find-calendar.ts'
import { nextLoudInstant } from '../calendars/quiet-hours.ts'
import type { Db } from '../platform/db/schema.ts'
import { type DigestId, newId, type OrganisationId, type PersonId, type SiteId } from '../platform/ids.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { dueSlots, type Slot } from './digest-slots.ts'
import { refusesThisAddress } from './find-settings.ts'
import { MailDigest } from './jobs.ts'
import type { Rhythm } from './kinds.ts'

const atOnce = 500
const dayMs = 86_400_000
/** Of turns that are over only the last matters, to know since when there is something to tell. */
const keptDays = 60

/**
 * Plans what is due to be sent: one row for each person and turn, whose unique key makes twice once, however many do this
 * at the same time. In quiet hours it waits for the first minute after them. Answers how many were planned.
 */
export async function planDigests(db: Db, signal: AbortSignal, now: Date): Promise<number> {
  const calendars = new Map<string, Promise<Calendar>>()
  let planned = 0
  let after: PersonId | undefined
  do {
    signal.throwIfAborted()
    const people = await findReaders(db, now, after)
    planned += await planFor(db, people, calendars, now)
    after = people.length < atOnce ? undefined : people.at(-1)?.id
  } while (after !== undefined)
  await db
    .deleteFrom('digests')
    .where('plannedAt', '<', new Date(now.getTime() - keptDays * dayMs))
    .execute()
  return planned
}

interface Reader {
  readonly id: PersonId
  readonly organisationId: OrganisationId
  readonly siteId: SiteId | null
  readonly rhythm: Rhythm
  /** A turn before that is none of theirs. */
  readonly from: Date
  readonly meetings: readonly Date[]
}

/** Who is here, in some cohort, wants to be written to, and has an address that takes mail. */
async function findReaders(db: Db, now: Date, after: PersonId | undefined): Promise<Reader[]> {
  const rows = await db
    .selectFrom('people')
    .leftJoin('noticeSettings', 'noticeSettings.personId', 'people.id')
    .leftJoin('mailRefusals', (join) =>
      join.onRef('mailRefusals.personId', '=', 'people.id').on(refusesThisAddress),
    )
    .select(['people.id', 'people.organisationId', 'people.siteId'])
    .select(sql<Rhythm>`coalesce(notice_settings.rhythm, 'daily')`.as('rhythm'))
    .select(sql<Date>`greatest(people.created_at, notice_settings.changed_at)`.as('from'))
    .where('people.state', '=', 'active')
    .where('people.email', 'is not', null)
    .where('mailRefusals.personId', 'is', null)
    .where(sql<boolean>`notice_settings.rhythm is distinct from 'never'`)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('memberships')
          .select('memberships.cohortId')
          .whereRef('memberships.personId', '=', 'people.id')
          .where('memberships.leftAt', 'is', null),
      ),
    )
    .$if(after !== undefined, (query) => query.where('people.id', '>', after as PersonId))
    .orderBy('people.id')
    .limit(atOnce)
    .execute()
  const meetings = await findMeetings(
    db,
    rows.filter(({ rhythm }) => rhythm === 'before meetings').map(({ id }) => id),
    now,
  )
  return rows.map((row) => ({ ...row, meetings: meetings.get(row.id) ?? [] }))
}

/** When meetings of theirs begin in the time in which somebody may be written to before them. */
async function findMeetings(db: Db, ids: readonly PersonId[], now: Date): Promise<Map<PersonId, Date[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('meetings')
    .innerJoin('memberships', 'memberships.cohortId', 'meetings.cohortId')
    .select(['memberships.personId', 'meetings.startsAt'])
    .where('memberships.personId', 'in', ids)
    .where('memberships.leftAt', 'is', null)
    .where('meetings.cancelledAt', 'is', null)
    .where('meetings.startsAt', '>', now)
    .where('meetings.startsAt', '<', new Date(now.getTime() + 28 * dayMs))
    .execute()
  const byPerson = Map.groupBy(rows, ({ personId }) => personId)
  return new Map([...byPerson].map(([id, theirs]) => [id, theirs.map(({ startsAt }) => startsAt)]))
}

async function planFor(
  db: Db,
  people: readonly Reader[],
  calendars: Map<string, Promise<Calendar>>,
  now: Date,
): Promise<number> {
  const due: { reader: Reader; calendar: Calendar; slot: Slot }[] = []
  for (const reader of people) {
    const calendar = await calendarOf(db, reader, calendars, now)
    for (const slot of dueSlots({ ...reader, ...calendar, now })) {
      if (slot.at >= reader.from) due.push({ reader, calendar, slot })
    }
  }
  if (due.length === 0) return 0
  return db.transaction().execute(async (trx) => {
    const fresh = await trx
      .insertInto('digests')
      .values(
        due.map(({ reader, slot }) => ({
          ...{ organisationId: reader.organisationId, id: newId<DigestId>(), personId: reader.id },
          ...{ slot: slot.name, since: slot.at, until: now, plannedAt: now },
        })),
      )
      .onConflict((conflict) => conflict.columns(['personId', 'slot']).doNothing())
      .returning(['id', 'personId', 'organisationId'])
      .execute()
    const calendarsOf = new Map(due.map(({ reader, calendar }) => [reader.id, calendar]))
    for (const { id: digestId, personId, organisationId } of fresh) {
      const calendar = calendarsOf.get(personId)
      const waitMs = calendar ? nextLoudInstant(calendar, now).getTime() - now.getTime() : 0
      await enqueue(trx, MailDigest, { digestId }, { organisationId, ...(waitMs > 0 && { afterMs: waitMs }) })
    }
    return fresh.length
  })
}

function calendarOf(
  db: Db,
  { organisationId, siteId }: Reader,
  calendars: Map<string, Promise<Calendar>>,
  now: Date,
): Promise<Calendar> {
  const key = siteId ?? organisationId
  const known = calendars.get(key)
  if (known) return known
  const dayOff = (days: number) => new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10)
  const found = findCalendar(db, { organisationId, siteId }, { from: dayOff(-14), until: dayOff(28) })
  calendars.set(key, found)
  return found
}
