import { sql } from 'kysely'
import type { PersonName } from '../identity/schemas.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { audiencesInReach } from './find-audiences.ts'
import { grantsInReach } from './find-grants.ts'

/**
 * Whose clips these are, by clip; null where the viewer sees it as an exemplar alone and its owner asked not to be named.
 * Every answer that names an owner stands on this.
 */
export async function showOwners(
  db: Db,
  viewer: Viewer,
  clipIds: readonly ClipId[],
): Promise<Map<ClipId, PersonName | null>> {
  if (clipIds.length === 0) return new Map()
  const [rows, named] = await Promise.all([
    db
      .selectFrom('clips')
      .innerJoin('people', 'people.id', 'clips.ownerId')
      .select(['clips.id', 'clips.ownerId', 'people.name'])
      .select(sql<boolean>`clips.owner_id = ${viewer.personId}`.as('isOwn'))
      .where('clips.id', 'in', clipIds)
      .where('clips.organisationId', '=', viewer.organisationId)
      .execute(),
    grantsInReach(db, viewer)
      .select('clipGrants.clipId')
      .where('clipGrants.clipId', 'in', clipIds)
      .union(
        audiencesInReach(db, viewer)
          .select('clipAudiences.clipId')
          .where('clipAudiences.clipId', 'in', clipIds)
          .where('clipAudiences.showsName', '=', true),
      )
      .execute(),
  ])
  const shown = new Set(named.map(({ clipId }) => clipId))
  return new Map(
    rows.map(({ id, ownerId, name, isOwn }) => [id, isOwn || shown.has(id) ? { id: ownerId, name } : null]),
  )
}
