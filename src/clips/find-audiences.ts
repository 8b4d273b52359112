import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'

export type AudiencesInReach = ReturnType<typeof audiencesInReach>

/**
 * The audiences through which a viewer sees exemplars of others, as of this moment (INV-16): open, within the time and the
 * consent of the owner, who has been here ever since; with the word of those in the picture reaching as far; and with no
 * pause. Who rates the owner for employment is never part of an audience: they can be let in by name, through a cohort.
 */
export const audiencesInReach = (db: Db, viewer: Viewer) =>
  liveAudiences(db, viewer).where('clipAudiences.ownerId', '<>', viewer.personId).where(letsIn(viewer))

/** The same with those of one's own exemplars: what is published, as the viewer finds it. */
export const audiencesShown = (db: Db, viewer: Viewer) =>
  liveAudiences(db, viewer).where(
    sql<SqlBool>`(clip_audiences.owner_id = ${viewer.personId} or ${letsIn(viewer)})`,
  )

const liveAudiences = (db: Db, { organisationId }: Viewer) =>
  db.selectFrom('clipAudiences').where('clipAudiences.organisationId', '=', organisationId).where(isLive)

const letsIn = ({ personId }: Viewer) =>
  sql<SqlBool>`(${includes(sql.val(personId))} and clip_audiences.owner_id not in (
    select evaluatee_id from evaluators where evaluators.evaluator_id = ${personId}))`

/** Of `clip_audiences`: this person works where the audience is, or is in its cohort now. */
export const includes = (personId: RawBuilder<PersonId>) =>
  sql<SqlBool>`(clip_audiences.kind = 'organisation'
    or clip_audiences.site_id = (select site_id from people where people.id = ${personId})
    or clip_audiences.district_id = (select sites.district_id from people
      join sites on sites.id = people.site_id where people.id = ${personId})
    or clip_audiences.cohort_id in (select cohort_id from memberships
      where memberships.person_id = ${personId} and memberships.left_at is null))`

/**
 * Of `clip_audiences`: everything that must hold besides who is looking. The consent and the owner are there, as rows point
 * to them; asked for the few that are over, PostgreSQL need not look at each of the others. “Is true” keeps each question one
 * for itself: as parts of one large join they would take longer to plan than to answer, in every read of a clip.
 */
export const isLive = sql<SqlBool>`(clip_audiences.closed_at is null and clip_audiences.until > now()
  and (not exists (select from exemplar_consents where exemplar_consents.id = clip_audiences.consent_id
    and exemplar_consents.revoked_at is not null)) is true
  and (not exists (select from people where people.id = clip_audiences.owner_id
    and (people.state <> 'active' or people.departed_at is not null)
    and (people.state <> 'active' or people.departed_at >= (select given_at from exemplar_consents
      where exemplar_consents.id = clip_audiences.consent_id)))) is true
  and (exists (select from consent_attestations
    where consent_attestations.clip_id = clip_audiences.clip_id and consent_attestations.replaced_at is null
    and (clip_audiences.kind = 'cohort' or consent_attestations.scope <> 'cohort'))) is true
  and (not exists (select from clip_withdrawals where clip_withdrawals.clip_id = clip_audiences.clip_id)) is true
  and (not exists (select from clip_purges where clip_purges.clip_id = clip_audiences.clip_id)) is true
  and (not exists (select from clip_pauses
    where clip_pauses.clip_id = clip_audiences.clip_id and clip_pauses.resolved_at is null)) is true)`
