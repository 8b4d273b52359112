import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'

export type VisibleClip = Awaited<ReturnType<typeof findClip>>

/**
 * Every read of clips starts here: one's own, and those shared with a cohort one is in now, unless their owner took
 * them back. What a viewer cannot see does not exist for them.
 */
export const visibleClips = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('clips')
    .leftJoin('clipWithdrawals', 'clipWithdrawals.clipId', 'clips.id')
    .where('clips.organisationId', '=', viewer.organisationId)
    .where(({ eb, or, and, exists, selectFrom }) =>
      or([
        eb('clips.ownerId', '=', viewer.personId),
        and([
          eb('clipWithdrawals.clipId', 'is', null),
          exists(
            selectFrom('clipGrants')
              .innerJoin('memberships', 'memberships.cohortId', 'clipGrants.cohortId')
              .select('clipGrants.clipId')
              .whereRef('clipGrants.clipId', '=', 'clips.id')
              .where('clipGrants.revokedAt', 'is', null)
              .where('memberships.leftAt', 'is', null)
              .where('memberships.personId', '=', viewer.personId),
          ),
        ]),
      ]),
    )

export const findClip = async (db: Db, viewer: Viewer, id: ClipId) =>
  (await visibleClips(db, viewer)
    .selectAll('clips')
    .select('clipWithdrawals.withdrawnAt')
    .where('clips.id', '=', id)
    .executeTakeFirst()) ?? notFound('clip')
