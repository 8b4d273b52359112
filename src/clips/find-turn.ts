import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'

/**
 * Whose turn the work on a clip takes, and whether anybody but its owner waits for it, as `enqueue` is told. Not for
 * answering people. Throws where there is no such clip.
 */
export async function findTurn(db: Db, clipId: ClipId) {
  const { withdrawnId, grantId, ...clip } = await db
    .selectFrom('clips')
    .leftJoin('clipWithdrawals', 'clipWithdrawals.clipId', 'clips.id')
    .select(['clips.organisationId', 'clips.ownerId', 'clipWithdrawals.clipId as withdrawnId'])
    .select((eb) =>
      eb
        .selectFrom('clipGrants')
        .select('clipGrants.id')
        .whereRef('clipGrants.clipId', '=', 'clips.id')
        .where('clipGrants.revokedAt', 'is', null)
        .limit(1)
        .as('grantId'),
    )
    .where('clips.id', '=', clipId)
    .executeTakeFirstOrThrow()
  return { ...clip, isShared: grantId !== null && withdrawnId === null }
}
