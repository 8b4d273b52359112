import { sql } from 'kysely'
import { findHours } from '../calendars/find-calendar.ts'
import { addDays, instantOf } from '../calendars/local-time.ts'
import { nextLoudInstant } from '../calendars/quiet-hours.ts'
import { visibleCohorts } from '../cohorts/find-cohorts.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { DigestId } from '../platform/ids.ts'
import { type Mail, MailRefused } from '../platform/mail/mailer.ts'
import type { Platform } from '../platform/platform.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { composeDigest, type MeetingToCome } from './compose-digest.ts'
import { meetingDayOf } from './digest-slots.ts'
import { oldestTold } from './find-notices.ts'
import { refusesThisAddress } from './find-settings.ts'
import { MailDigest } from './jobs.ts'
import { inMs, noticeRows, rowKey } from './notice-rows.ts'
import { showNotices } from './show-notices.ts'
import { unsubscribeToken } from './unsubscribe-token.ts'

/** More than that is no digest. The rest is counted. */
const mostTold = 20
const dayMs = 86_400_000

/**
 * Sends a digest that was planned, once: what there is to tell at this moment, through the reach of this moment. Where
 * there is nothing, nothing is sent. The row is held while the mail goes out and marked in the same transaction, so that
 * two workers never send it; where this one dies after the server took it and before it is marked, the next try sends the
 * same Message-ID again (docs/decisions/0035).
 */
export async function sendDigest(
  { db, mailer, config }: Pick<Platform, 'db' | 'mailer' | 'config'>,
  digestId: DigestId,
  now: Date,
): Promise<void> {
  const secret = config.authSecret
  if (!secret) throw new Error('AUTH_SECRET is not known here')
  await db.transaction().execute(async (trx) => {
    const digest = await hold(trx, digestId)
    if (!digest) return
    const { personId, organisationId, name, email } = digest
    const viewer = { organisationId, personId }
    const since = await toldUntil(trx, viewer, digest.seenUntil, now)
    const end = async (how: { sentAt: Date } | { skippedAt: Date }, until = now) => {
      await trx
        .updateTable('digests')
        .set({ ...how, since, until })
        .where('id', '=', digestId)
        .execute()
    }
    if (!email || digest.state !== 'active' || digest.rhythm === 'never' || digest.isRefused) {
      return end({ skippedAt: now }, since)
    }
    const hours = await findHours(trx, digest)
    const waitMs = nextLoudInstant(hours, now).getTime() - now.getTime()
    if (waitMs > 0) {
      // It got late, or the hours were changed.
      return enqueue(trx, MailDigest, { digestId }, { organisationId, afterMs: waitMs })
    }
    const rows = await noticeRows(trx, viewer, since)
      .where(inMs, '<=', now)
      .orderBy(inMs, 'desc')
      .orderBy(rowKey, 'desc')
      .limit(100)
      .execute()
    const notices = await showNotices(trx, viewer, rows.slice(0, mostTold), undefined)
    const meetings = await meetingsOn(trx, viewer, meetingDayOf(digest.slot), hours.zone, now)
    if (notices.length + meetings.length === 0) return end({ skippedAt: now })
    const mail: Mail = composeDigest({
      ...{ to: { name, address: email }, notices, meetings, further: rows.length - notices.length },
      ...{ zone: hours.zone, publicUrl: config.publicUrl, saysDetails: digest.mailSays === 'details' },
      messageId: `<digest.${digestId}@${new URL(config.publicUrl).hostname}>`,
      unsubscribeToken: unsubscribeToken(secret, personId),
    })
    try {
      await mailer.send(mail)
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error
      await noteRefusal(trx, viewer, email, error.message)
      return end({ skippedAt: now }, since)
    }
    await end({ sentAt: now })
  })
}

/** A digest that is neither sent nor given up, its person's others waiting meanwhile; undefined where there is none. */
async function hold(db: Db, id: DigestId) {
  const digest = await db
    .selectFrom('digests')
    .innerJoin('people', 'people.id', 'digests.personId')
    .innerJoin('organisations', 'organisations.id', 'people.organisationId')
    .leftJoin('noticeSettings', 'noticeSettings.personId', 'people.id')
    .leftJoin('mailRefusals', (join) =>
      join.onRef('mailRefusals.personId', '=', 'people.id').on(refusesThisAddress),
    )
    .select(['digests.personId', 'digests.organisationId', 'digests.slot', 'people.name', 'people.email'])
    .select(['people.state', 'people.siteId', 'organisations.mailSays', 'noticeSettings.rhythm'])
    .select(['noticeSettings.seenUntil', sql<boolean>`mail_refusals.person_id is not null`.as('isRefused')])
    .where('digests.id', '=', id)
    .where('digests.sentAt', 'is', null)
    .where('digests.skippedAt', 'is', null)
    .forUpdate('digests')
    .executeTakeFirst()
  if (!digest) return undefined
  await sql`select pg_advisory_xact_lock(hashtextextended(${`digest ${digest.personId}`}, 0))`.execute(db)
  return digest
}

/** Up to when they know: from the digest before, or because they looked. A first one tells of the last week. */
async function toldUntil(db: Db, { personId }: Viewer, seenUntil: Date | null, now: Date): Promise<Date> {
  const { until } = await db
    .selectFrom('digests')
    .select(({ fn }) => fn.max('until').as('until'))
    .where('personId', '=', personId)
    .where(({ or, eb }) => or([eb('sentAt', 'is not', null), eb('skippedAt', 'is not', null)]))
    .executeTakeFirstOrThrow()
  const known = until ?? new Date(now.getTime() - 7 * dayMs)
  return [known, seenUntil ?? known, oldestTold(now)].reduce((a, b) => (a > b ? a : b))
}

/** The meetings of that day which still stand. */
const meetingsOn = async (
  db: Db,
  viewer: Viewer,
  day: string | undefined,
  zone: string,
  now: Date,
): Promise<MeetingToCome[]> =>
  day === undefined
    ? []
    : db
        .selectFrom('meetings')
        .innerJoin(
          visibleCohorts(db, viewer).select(['cohorts.id', 'cohorts.name', 'cohorts.kind']).as('mine'),
          'mine.id',
          'meetings.cohortId',
        )
        .select(['meetings.id', 'meetings.startsAt', 'meetings.zone', 'mine.name as cohort', 'mine.kind'])
        .where('meetings.cancelledAt', 'is', null)
        .where('meetings.startsAt', '>', now)
        .where('meetings.startsAt', '>=', instantOf(zone, day, '00:00'))
        .where('meetings.startsAt', '<', instantOf(zone, addDays(day, 1), '00:00'))
        .orderBy('meetings.startsAt')
        .execute()

const noteRefusal = (db: Db, { organisationId, personId }: Viewer, email: string, said: string) => {
  const reply = said.replace(/\s+/g, ' ').slice(0, 500)
  return db
    .insertInto('mailRefusals')
    .values({ organisationId, personId, email, reply })
    .onConflict((conflict) =>
      conflict.column('personId').doUpdateSet({ email, reply, refusedAt: sql<Date>`now()` }),
    )
    .execute()
}
