import { type SqlBool, sql } from 'kysely'
import { audiencesInReach, isLive } from '../clips/find-audiences.ts'
import { sharedClips } from '../clips/find-clip.ts'
import { isConsented, isOpen } from '../exemplars/state-of.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { What } from './kinds.ts'
import type { NoticeSource } from './notice-source.ts'

const noCohort = sql<null>`null::uuid`.as('cohortId')
const nobody = sql<null>`null::uuid`.as('whoId')

/** Somebody asks whether a clip of the viewer's may be an exemplar, and they did not answer. */
export const exemplarAskedRows = (db: Db, viewer: Viewer, since: Date): NoticeSource =>
  db
    .selectFrom('exemplars')
    .select([sql<What>`'exemplar asked'`.as('what'), 'exemplars.nominatedAt as at'])
    .select(['exemplars.id as aboutId', noCohort, 'exemplars.nominatedBy as whoId'])
    .where('exemplars.ownerId', '=', viewer.personId)
    .where('exemplars.nominatedBy', '<>', viewer.personId)
    .where('exemplars.nominatedAt', '>', since)
    .where(isOpen)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('exemplarConsents')
            .select('exemplarConsents.id')
            .whereRef('exemplarConsents.exemplarId', '=', 'exemplars.id'),
        ),
      ),
    )
    .where(
      sql<SqlBool>`not exists (select from clip_withdrawals where clip_withdrawals.clip_id = exemplars.clip_id)
        and not exists (select from clip_purges where clip_purges.clip_id = exemplars.clip_id)`,
    )

/** Thirty days before a consent ends, and again seven days before; not of one that was given for less. */
const askedAnewAt = sql<Date>`(case
  when exemplar_consents.until - interval '7 days' between exemplar_consents.given_at and now()
    then exemplar_consents.until - interval '7 days'
  when exemplar_consents.until - interval '30 days' between exemplar_consents.given_at and now()
    then exemplar_consents.until - interval '30 days' end)`

/** What the viewer agreed to ends soon, unless they say that it goes on. */
export const exemplarEndingRows = (db: Db, viewer: Viewer, since: Date): NoticeSource =>
  db
    .selectFrom('exemplarConsents')
    .innerJoin('exemplars', 'exemplars.id', 'exemplarConsents.exemplarId')
    .select([sql<What>`'exemplar ending'`.as('what'), askedAnewAt.as('at')])
    .select(['exemplarConsents.id as aboutId', noCohort, nobody])
    .where('exemplars.ownerId', '=', viewer.personId)
    .where('exemplarConsents.revokedAt', 'is', null)
    .where('exemplarConsents.until', '>', sql<Date>`now()`)
    .where(isOpen)
    .where(askedAnewAt, '>', since)

/** A clip of the viewer's is no exemplar any more, without their having ended that. */
export const exemplarEndedRows = (db: Db, viewer: Viewer, since: Date): NoticeSource =>
  db
    .selectFrom('exemplars')
    .select([sql<What>`'exemplar ended'`.as('what'), sql<Date>`exemplars.ended_at`.as('at')])
    .select(['exemplars.id as aboutId', noCohort, nobody])
    .where('exemplars.ownerId', '=', viewer.personId)
    .where('exemplars.endedAt', '>', since)
    .where('exemplars.endedBecause', '<>', 'owner')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('exemplarConsents')
          .select('exemplarConsents.id')
          .whereRef('exemplarConsents.exemplarId', '=', 'exemplars.id'),
      ),
    )

/** A cohort that learned from the viewer's clip thanks them. */
export const exemplarThanksRows = (db: Db, viewer: Viewer, since: Date): NoticeSource =>
  db
    .selectFrom('exemplarThanks')
    .innerJoin('exemplars', 'exemplars.id', 'exemplarThanks.exemplarId')
    .select([sql<What>`'exemplar thanks'`.as('what'), 'exemplarThanks.sentAt as at'])
    .select(['exemplarThanks.id as aboutId', 'exemplarThanks.cohortId', 'exemplarThanks.authorId as whoId'])
    .where('exemplars.ownerId', '=', viewer.personId)
    .where('exemplarThanks.sentAt', '>', since)

/** What the viewer nominated was published, the first time, and stands where they can see it. */
export const exemplarPublishedRows = (db: Db, viewer: Viewer, since: Date): NoticeSource =>
  db
    .selectFrom('exemplars')
    .innerJoin('clipAudiences', 'clipAudiences.exemplarId', 'exemplars.id')
    .select([sql<What>`'exemplar published'`.as('what'), 'clipAudiences.openedAt as at'])
    .select(['exemplars.id as aboutId', noCohort, 'clipAudiences.openedBy as whoId'])
    .where('exemplars.nominatedBy', '=', viewer.personId)
    .where('clipAudiences.openedAt', '>', since)
    .where('clipAudiences.openedBy', '<>', viewer.personId)
    .where(isOpen)
    .where(isConsented)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('clipAudiences')
          .select('clipAudiences.id')
          .whereRef('clipAudiences.exemplarId', '=', 'exemplars.id')
          .where(isLive),
      ),
    )
    .where(
      sql<SqlBool>`not exists (select from clip_audiences as before
        where before.exemplar_id = exemplars.id and before.opened_at < clip_audiences.opened_at)`,
    )
    .where((eb) =>
      eb.or([
        // Asked of each of the few, as a list of all of them would be made of every clip there is.
        eb.exists(
          sharedClips(db, viewer).select('clips.id').whereRef('clips.id', '=', sql.ref('exemplars.clipId')),
        ),
        eb('exemplars.id', 'in', audiencesInReach(db, viewer).select('clipAudiences.exemplarId')),
      ]),
    )
