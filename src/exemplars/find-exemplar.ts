import { sql } from 'kysely'
import { audiencesInReach, audiencesShown } from '../clips/find-audiences.ts'
import { sharedClips } from '../clips/find-clip.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { isCurator } from './is-curator.ts'
import { hasAudience, isConsented, isOpen, stateOf } from './state-of.ts'

export type FoundExemplar = Awaited<ReturnType<typeof findExemplar>>

/** Every read of the library starts here: what is published to an audience that the viewer belongs to, or is their own. */
export const exemplarsInReach = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('exemplars')
    .innerJoin(
      audiencesShown(db, viewer)
        .select(['clipAudiences.exemplarId', 'clipAudiences.openedAt'])
        .as('audience'),
      (join) => join.onRef('audience.exemplarId', '=', 'exemplars.id'),
    )

/**
 * An exemplar that exists for the viewer: their own; one that they see in the library; one they nominated, while it waits
 * or stands and they may watch the clip; and for curators one that its owner agreed to, of a clip shared with them.
 */
export async function findExemplar(db: Db, viewer: Viewer, id: ExemplarId) {
  const curates = await isCurator(db, viewer)
  const exemplar = await db
    .selectFrom('exemplars')
    .selectAll('exemplars')
    .select(stateOf.as('state'))
    .select((eb) =>
      eb
        .selectFrom('clipAudiences')
        .select('clipAudiences.openedAt')
        .whereRef('clipAudiences.exemplarId', '=', 'exemplars.id')
        .where('clipAudiences.closedAt', 'is', null)
        .as('publishedAt'),
    )
    .select(sql<boolean>`exemplars.owner_id = ${viewer.personId}`.as('isOwn'))
    .select((eb) =>
      eb
        .exists(
          sharedClips(db, viewer).select('clips.id').whereRef('clips.id', '=', sql.ref('exemplars.clipId')),
        )
        .as('isSharedWithThem'),
    )
    .select((eb) =>
      eb
        .exists(
          audiencesInReach(db, viewer)
            .select('clipAudiences.id')
            .whereRef('clipAudiences.exemplarId', '=', sql.ref('exemplars.id')),
        )
        .as('isInAudience'),
    )
    .where('exemplars.id', '=', id)
    .where('exemplars.organisationId', '=', viewer.organisationId)
    // A purged clip leaves nothing but a receipt, and that is its owner's.
    .where((eb) =>
      eb.or([
        eb('exemplars.ownerId', '=', viewer.personId),
        eb('exemplars.nominatedBy', '=', viewer.personId),
        hasAudience,
        eb.and([isOpen, isConsented]),
      ]),
    )
    .executeTakeFirst()
  if (!exemplar) return notFound('exemplar')
  const { isOwn, isInAudience, isSharedWithThem, state, nominatedBy } = exemplar
  const isTheirs = nominatedBy === viewer.personId && state !== 'refused' && state !== 'ended'
  const mayCurate = curates && (state === 'agreed' || state === 'published')
  if (!isOwn && !isInAudience && !(isSharedWithThem && (isTheirs || mayCurate))) return notFound('exemplar')
  return { ...exemplar, curates }
}
