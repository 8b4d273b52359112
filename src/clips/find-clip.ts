import { type SqlBool, sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { type AudiencesInReach, audiencesInReach } from './find-audiences.ts'
import { grantsInReach } from './find-grants.ts'

export type VisibleClip = Awaited<ReturnType<typeof findClip>>

/**
 * Every read of clips starts here: one's own, those shared with a cohort one is in now, and exemplars whose audience one
 * belongs to, unless their owner took them back. What a viewer cannot see does not exist for them; what was purged exists
 * for nobody. Of the many exemplars a reader may ask for fewer, or for none with `sharedClips`.
 */
export const visibleClips = (
  db: Db,
  viewer: Viewer,
  exemplars: AudiencesInReach = audiencesInReach(db, viewer),
) => clipsAmong(db, viewer, ownAndShared(db, viewer).unionAll(exemplars.select('clipAudiences.clipId as id')))

/** The same of these alone; exemplars beyond them are not looked at. */
export const visibleClipsOf = (db: Db, viewer: Viewer, ids: readonly ClipId[]) =>
  visibleClips(db, viewer, audiencesInReach(db, viewer).where('clipAudiences.clipId', 'in', ids)).where(
    'clips.id',
    'in',
    ids,
  )

/** The same without exemplars: what is in one's own cohorts' hands. */
export const sharedClips = (db: Db, viewer: Viewer) => clipsAmong(db, viewer, ownAndShared(db, viewer))

const ownAndShared = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('clips as own')
    .select('own.id')
    .where('own.ownerId', '=', viewer.personId)
    .unionAll(grantsInReach(db, viewer).select('clipGrants.clipId as id'))

const clipsAmong = (db: Db, viewer: Viewer, ids: ReturnType<typeof ownAndShared>) =>
  db
    .selectFrom('clips')
    .leftJoin('clipWithdrawals', 'clipWithdrawals.clipId', 'clips.id')
    .where('clips.organisationId', '=', viewer.organisationId)
    // By ids, not by an “or” of two conditions: that would look at every clip there is.
    .where('clips.id', 'in', ids)
    .where(({ or, and, eb }) =>
      or([
        eb('clips.ownerId', '=', viewer.personId),
        and([eb('clipWithdrawals.clipId', 'is', null), cameToBe]),
      ]),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('clipPurges').select('clipPurges.clipId').whereRef('clipPurges.clipId', '=', 'clips.id'),
        ),
      ),
    )

/**
 * It could be watched once. Before that it is there for its owner alone, who may have settled already who is to see it;
 * while a later cut is prepared, what was said about it stays in sight.
 */
const cameToBe = sql<SqlBool>`(clips.state in ('watchable', 'ready') or clips.cut_no > 1)`

/** The same, with what is needed to show a clip. */
export const visibleClipRows = (db: Db, viewer: Viewer) => rowsOf(visibleClips(db, viewer))
export const visibleClipRowsOf = (db: Db, viewer: Viewer, ids: readonly ClipId[]) =>
  rowsOf(visibleClipsOf(db, viewer, ids))
export const sharedClipRows = (db: Db, viewer: Viewer) => rowsOf(sharedClips(db, viewer))

const rowsOf = (clips: ReturnType<typeof clipsAmong>) =>
  clips
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
