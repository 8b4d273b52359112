import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { findGrantEvaluators } from './find-evaluators.ts'
import type { Grant } from './schemas.ts'

/**
 * The live grants of clips within the viewer's reach, as the API answers them, by clip. The owner sees every one; others
 * those of cohorts they are in, or they would learn of the rest.
 */
export async function showGrants(
  db: Db,
  viewer: Viewer,
  clipIds: readonly ClipId[],
): Promise<Map<ClipId, Grant[]>> {
  const own = await ownOf(db, viewer, clipIds)
  const rows = await db
    .selectFrom('clipGrants')
    .innerJoin('cohorts', 'cohorts.id', 'clipGrants.cohortId')
    .leftJoin('memberships', (join) =>
      join
        .onRef('memberships.cohortId', '=', 'clipGrants.cohortId')
        .on('memberships.personId', '=', viewer.personId)
        .on('memberships.leftAt', 'is', null),
    )
    .select([
      'clipGrants.id',
      'clipGrants.clipId',
      'clipGrants.cohortId',
      'cohorts.name as cohort',
      'clipGrants.canComment',
      'clipGrants.canDownload',
      'clipGrants.grantedAt',
    ])
    .where('clipGrants.clipId', 'in', clipIds)
    .where('clipGrants.revokedAt', 'is', null)
    // Of one's own clips by their ids, as a join from the grants would read the table whole.
    .where((eb) =>
      eb.or([
        ...(own.length > 0 ? [eb('clipGrants.clipId', 'in', own)] : []),
        eb('memberships.personId', 'is not', null),
      ]),
    )
    .orderBy('clipGrants.id')
    .execute()
  const evaluators = await findGrantEvaluators(
    db,
    rows.filter(({ clipId }) => own.includes(clipId)).map(({ id }) => id),
  )
  const byClip = Map.groupBy(rows, ({ clipId }) => clipId)
  return new Map(
    [...byClip].map(([clipId, grants]) => [
      clipId,
      grants.map(({ id, cohortId, cohort, canComment, canDownload, grantedAt }) => ({
        ...{ id, cohort: { id: cohortId, name: cohort }, canComment, canDownload },
        grantedAt: grantedAt.toISOString(),
        evaluators: evaluators
          .filter(({ grantId }) => grantId === id)
          .map(({ grantId: _, ...evaluator }) => evaluator),
      })),
    ]),
  )
}

async function ownOf(db: Db, viewer: Viewer, clipIds: readonly ClipId[]): Promise<ClipId[]> {
  const rows = await db
    .selectFrom('clips')
    .select('id')
    .where('id', 'in', clipIds)
    .where('ownerId', '=', viewer.personId)
    .execute()
  return rows.map(({ id }) => id)
}
