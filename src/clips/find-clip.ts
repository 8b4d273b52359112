import { type SqlBool, sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { grantsInReach } from './find-grants.ts'

export type VisibleClip = Awaited<ReturnType<typeof findClip>>

/**
 * Every read of clips starts here: one's own, and those shared with a cohort one is in now, unless their owner took
 * them back. What a viewer cannot see does not exist for them; what was purged exists for nobody.
 */
export const visibleClips = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('clips')
    .leftJoin('clipWithdrawals', 'clipWithdrawals.clipId', 'clips.id')
    .where('clips.organisationId', '=', viewer.organisationId)
    // By ids, not by an “or” of two conditions: that would look at every clip there is.
    .where('clips.id', 'in', (eb) =>
      eb
        .selectFrom('clips as own')
        .select('own.id')
        .where('own.ownerId', '=', viewer.personId)
        .unionAll(grantsInReach(db, viewer).select('clipGrants.clipId as id')),
    )
    .where(({ or, eb }) =>
      or([eb('clips.ownerId', '=', viewer.personId), eb('clipWithdrawals.clipId', 'is', null)]),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('clipPurges').select('clipPurges.clipId').whereRef('clipPurges.clipId', '=', 'clips.id'),
        ),
      ),
    )

/** The same, with what is needed to show a clip. */
export const visibleClipRows = (db: Db, viewer: Viewer) =>
  visibleClips(db, viewer)
    .selectAll('clips')
    .select(['clipWithdrawals.withdrawnAt', isPaused.as('isPaused'), cutStart.as('inMs')])

/** Where the clip's cut begins on the recording's timeline. */
const cutStart = sql<number>`coalesce((
  select cuts.in_ms from cuts where cuts.clip_id = clips.id and cuts.cut_no = clips.cut_no), 0)`

/** A concern or a withdrawn consent is open: nobody but the owner may play the clip or see its pictures. */
export const isPaused = sql<boolean>`exists (
  select from clip_pauses where clip_pauses.clip_id = clips.id and clip_pauses.resolved_at is null)`

/** Leaves only what the viewer may play: their own, and what is not paused. */
export const mayPlay = (viewer: Viewer) =>
  sql<SqlBool>`(clips.owner_id = ${viewer.personId} or not ${isPaused})`

export const findClip = async (db: Db, viewer: Viewer, id: ClipId) =>
  (await visibleClipRows(db, viewer).where('clips.id', '=', id).executeTakeFirst()) ?? notFound('clip')
