import { sql } from 'kysely'
import { audiencesInReach } from '../clips/find-audiences.ts'
import { sharedClips } from '../clips/find-clip.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId } from '../platform/ids.ts'
import { isCurator } from './is-curator.ts'
import type { ExemplarState } from './kinds.ts'
import type { MyExemplars, OwnedExemplar } from './lifecycle-schemas.ts'
import type { Receipt } from './schemas.ts'
import { showAudience } from './show-audience.ts'
import { renewalDays } from './show-consent.ts'
import { showShelf } from './show-shelf.ts'
import { hasAudience, isConsented, isOpen, stateOf } from './state-of.ts'

/** Of each list; the newest are first. */
const most = 200

/**
 * What a person has to do with exemplars: those of their own clips, also when they are over; those they nominated of
 * others' clips, as far as these exist for them; and those waiting for a curator like them.
 */
export async function findMine(db: Db, viewer: Viewer): Promise<MyExemplars> {
  const [owned, nominated, toPublish] = await Promise.all([
    findOwned(db, viewer),
    findNominated(db, viewer),
    findToPublish(db, viewer),
  ])
  return { owned, nominated, toPublish }
}

const rowsOf = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('exemplars')
    .select(['exemplars.id', 'exemplars.clipId', 'exemplars.title', 'exemplars.reasons', 'exemplars.goal'])
    .select(['exemplars.contentArea', 'exemplars.gradeBand', stateOf.as('state')])
    .select((eb) =>
      eb
        .selectFrom('clipAudiences')
        .select('clipAudiences.openedAt')
        .whereRef('clipAudiences.exemplarId', '=', 'exemplars.id')
        .where('clipAudiences.closedAt', 'is', null)
        .where('clipAudiences.until', '>', sql<Date>`now()`)
        .as('publishedAt'),
    )
    .where('exemplars.organisationId', '=', viewer.organisationId)
    .orderBy('exemplars.id', 'desc')
    .limit(most)

async function findOwned(db: Db, viewer: Viewer): Promise<OwnedExemplar[]> {
  const rows = await rowsOf(db, viewer)
    .innerJoin('people', 'people.id', 'exemplars.nominatedBy')
    .select(['exemplars.receipt', 'people.id as nominatorId', 'people.name as nominatorName'])
    .where('exemplars.ownerId', '=', viewer.personId)
    .execute()
  const shelf = await showShelf(db, viewer, rows)
  const consents = await consentsOf(
    db,
    viewer,
    rows.map(({ id }) => id),
  )
  // The shelf keeps their order.
  return rows.flatMap(({ id, receipt, nominatorId, nominatorName }, at) => {
    const item = shelf[at]
    if (!item) return []
    return {
      ...item,
      nominatedBy: { id: nominatorId, name: nominatorName },
      audience: consents.get(id)?.audience ?? null,
      endsOn: consents.get(id)?.endsOn ?? null,
      renewBy: consents.get(id)?.renewBy ?? null,
      receipt: receipt as Receipt | null,
    }
  })
}

async function consentsOf(db: Db, { organisationId }: Viewer, ids: readonly ExemplarId[]) {
  if (ids.length === 0) return new Map<ExemplarId, Consented>()
  const rows = await db
    .selectFrom('exemplarConsents')
    .select(['exemplarId', 'endsOn', 'kind', 'cohortId', 'siteId', 'districtId'])
    .select(sql<boolean>`until < now() + ${renewalDays} * interval '1 day'`.as('endsSoon'))
    .where('exemplarId', 'in', ids)
    .where('revokedAt', 'is', null)
    .where('until', '>', sql<Date>`now()`)
    .execute()
  const shown = rows.map(async (row): Promise<[ExemplarId, Consented]> => {
    const { exemplarId, endsOn, endsSoon } = row
    const audience = await showAudience(db, organisationId, row)
    return [exemplarId, { audience, endsOn, renewBy: endsSoon ? endsOn : null }]
  })
  return new Map(await Promise.all(shown))
}

type Consented = Pick<OwnedExemplar, 'audience' | 'endsOn' | 'renewBy'>

const living: readonly ExemplarState[] = ['asked', 'agreed', 'published']

async function findNominated(db: Db, viewer: Viewer) {
  const rows = await rowsOf(db, viewer)
    .where('exemplars.nominatedBy', '=', viewer.personId)
    .where('exemplars.ownerId', '<>', viewer.personId)
    .where(isOpen)
    .where((eb) =>
      eb.or([
        // Asked of each of the few: as a list it would be looked for among all clips.
        eb.exists(
          sharedClips(db, viewer).select('clips.id').whereRef('clips.id', '=', sql.ref('exemplars.clipId')),
        ),
        eb('exemplars.id', 'in', audiencesInReach(db, viewer).select('clipAudiences.exemplarId')),
      ]),
    )
    .execute()
  return showShelf(
    db,
    viewer,
    rows.filter(({ state }) => living.includes(state)),
  )
}

async function findToPublish(db: Db, viewer: Viewer) {
  if (!(await isCurator(db, viewer))) return []
  const rows = await rowsOf(db, viewer)
    .where(isOpen)
    .where(isConsented)
    .where(({ not }) => not(hasAudience))
    .where('exemplars.clipId', 'in', sharedClips(db, viewer).select('clips.id'))
    .execute()
  return showShelf(db, viewer, rows)
}
