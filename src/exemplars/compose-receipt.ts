import { countUses } from '../assignments/count-uses.ts'
import { countStopped } from '../clips/count-stopped.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, ExemplarId, OrganisationId } from '../platform/ids.ts'
import { countStudies } from '../threads/count-studies.ts'
import type { Ending } from './find-ending.ts'
import type { Receipt } from './schemas.ts'
import { showAudience } from './show-audience.ts'

interface OfExemplar {
  readonly id: ExemplarId
  readonly clipId: ClipId
  readonly organisationId: OrganisationId
}

/** What the owner is told about where their clip was; to be asked before it is taken out of there. */
export async function composeReceipt(db: Db, exemplar: OfExemplar, ending: Ending): Promise<Receipt> {
  const { id, clipId, organisationId } = exemplar
  const [places, audience, published, stopped] = await Promise.all([
    findPlaces(db, exemplar),
    findLastAudience(db, id),
    db
      .selectFrom('clipAudiences')
      .select(({ fn }) => fn.min('openedAt').as('from'))
      .where('exemplarId', '=', id)
      .executeTakeFirstOrThrow(),
    countStopped(db, clipId, id),
  ])
  return {
    endedAt: ending.at.toISOString(),
    because: ending.because,
    audience: audience ? await showAudience(db, organisationId, audience) : null,
    publishedFrom: published.from?.toISOString() ?? null,
    ...places,
    stopped,
  }
}

/** Where an exemplar is now, as far as its owner is told: of cohorts how many, not which. */
export async function findPlaces(db: Db, { id, clipId }: OfExemplar) {
  const [collections, assignments, studies] = await Promise.all([
    db
      .selectFrom('collectionItems')
      .innerJoin('collections', 'collections.id', 'collectionItems.collectionId')
      .select(['collections.title', 'collections.cohortId'])
      .where('collectionItems.exemplarId', '=', id)
      .where('collections.retiredAt', 'is', null)
      .orderBy('collections.title')
      .orderBy('collections.id')
      .execute(),
    countUses(db, clipId),
    countStudies(db, id),
  ])
  return {
    collections: collections.filter(({ cohortId }) => cohortId === null).map(({ title }) => title),
    cohortCollections: collections.filter(({ cohortId }) => cohortId !== null).length,
    ...{ assignments, studies },
  }
}

/** The last one its owner agreed to. */
const findLastAudience = (db: Db, id: ExemplarId) =>
  db
    .selectFrom('exemplarConsents')
    .select(['kind', 'cohortId', 'siteId', 'districtId'])
    .where('exemplarId', '=', id)
    .orderBy('givenAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
