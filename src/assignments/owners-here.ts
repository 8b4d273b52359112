import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId, PersonId } from '../platform/ids.ts'

/** Who owns each of these clips that was shared with the cohort. An exemplar's owner may not be named, and presents nothing. */
export async function ownersHere(
  db: Db,
  cohortId: CohortId,
  clipIds: readonly ClipId[],
): Promise<Map<ClipId, PersonId>> {
  if (clipIds.length === 0) return new Map()
  const shared = await db
    .selectFrom('clipGrants')
    .innerJoin('clips', 'clips.id', 'clipGrants.clipId')
    .select(['clips.id', 'clips.ownerId'])
    .where('clipGrants.cohortId', '=', cohortId)
    .where('clipGrants.clipId', 'in', clipIds)
    .where('clipGrants.revokedAt', 'is', null)
    .execute()
  return new Map(shared.map(({ id, ownerId }) => [id, ownerId]))
}
