import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { NoticeSettings } from './schemas.ts'

/** How often the viewer is written to, and why they are not where a mail server would not have it. */
export async function findSettings(db: Db, viewer: Viewer): Promise<NoticeSettings> {
  const row = await db
    .selectFrom('people')
    .leftJoin('noticeSettings', 'noticeSettings.personId', 'people.id')
    .leftJoin('mailRefusals', (join) =>
      join.onRef('mailRefusals.personId', '=', 'people.id').on(refusesThisAddress),
    )
    .select(['noticeSettings.rhythm', 'mailRefusals.reply', 'mailRefusals.refusedAt'])
    .where('people.id', '=', viewer.personId)
    .executeTakeFirstOrThrow()
  const { rhythm, reply, refusedAt } = row
  return {
    rhythm: rhythm ?? 'daily',
    refusal: reply !== null && refusedAt !== null ? { reply, at: refusedAt.toISOString() } : null,
  }
}

/** A refusal is of an address, and over with it. */
export const refusesThisAddress = sql<boolean>`lower(mail_refusals.email) = lower(people.email)`

/** Up to when the viewer has seen what there was; undefined before they ever looked. */
export async function findSeenUntil(db: Db, viewer: Viewer): Promise<Date | undefined> {
  const row = await db
    .selectFrom('noticeSettings')
    .select('seenUntil')
    .where('personId', '=', viewer.personId)
    .executeTakeFirst()
  return row?.seenUntil ?? undefined
}
