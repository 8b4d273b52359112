import { sql } from 'kysely'
import { findClip } from '../clips/find-clip.ts'
import { visibleCohorts } from '../cohorts/find-cohorts.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import type { NameableAudience, NamedAudience } from './lifecycle-schemas.ts'
import { type AudienceRow, askedOf, showAudience } from './show-audience.ts'

/**
 * Whom the viewer can name, from the nearest to the widest, with how many belong to it. Of a clip of their own also the
 * audience that somebody asks for.
 */
export async function findAudiencesToName(
  db: Db,
  viewer: Viewer,
  clipId?: ClipId,
): Promise<{ items: NameableAudience[] }> {
  const rows = await nameableRows(db, viewer)
  if (clipId !== undefined) {
    await findClip(db, viewer, clipId)
    const asked = await findAsked(db, viewer, clipId)
    if (asked && !rows.some((row) => isSame(row, asked))) rows.push(asked)
  }
  return {
    items: await Promise.all(
      rows.map(async (row) => ({
        ...(await showAudience(db, viewer.organisationId, row)),
        people: await countPeople(db, viewer, row),
      })),
    ),
  }
}

/**
 * The audience that was named, as it is kept: one that the viewer can name, or the one they were asked for. Any other does
 * not exist for them (404).
 */
export async function requireNameable(
  db: Db,
  viewer: Viewer,
  { kind, id = null }: NamedAudience,
  asked?: AudienceRow,
): Promise<AudienceRow> {
  const rows = await nameableRows(db, viewer)
  if (asked && (await isStillThere(db, asked))) rows.push(asked)
  return rows.find((row) => row.kind === kind && idOf(row) === id) ?? notFound('audience')
}

const idOf = ({ cohortId, siteId, districtId }: AudienceRow): string | null =>
  cohortId ?? siteId ?? districtId

export const isSame = (a: AudienceRow, b: AudienceRow): boolean => a.kind === b.kind && idOf(a) === idOf(b)

const none = { cohortId: null, siteId: null, districtId: null } as const

/** Coaching is never named: nobody but the two in it knows of it. */
async function nameableRows(db: Db, viewer: Viewer): Promise<AudienceRow[]> {
  const cohorts = await visibleCohorts(db, viewer)
    .select('cohorts.id')
    .where('cohorts.kind', '<>', 'coaching')
    .where('cohorts.closedAt', 'is', null)
    .orderBy('cohorts.name')
    .orderBy('cohorts.id')
    .execute()
  const place = await db
    .selectFrom('people')
    .leftJoin('sites', 'sites.id', 'people.siteId')
    .select(['people.siteId', 'sites.districtId'])
    .where('people.id', '=', viewer.personId)
    .executeTakeFirst()
  return [
    ...cohorts.map(({ id }): AudienceRow => ({ ...none, kind: 'cohort', cohortId: id })),
    ...(place?.siteId ? [{ ...none, kind: 'site', siteId: place.siteId } as const] : []),
    ...(place?.districtId ? [{ ...none, kind: 'district', districtId: place.districtId } as const] : []),
    { ...none, kind: 'organisation' },
  ]
}

async function findAsked(db: Db, viewer: Viewer, clipId: ClipId): Promise<AudienceRow | undefined> {
  const open = await db
    .selectFrom('exemplars')
    .select(['askedKind', 'askedCohortId', 'askedSiteId', 'askedDistrictId'])
    .where('clipId', '=', clipId)
    .where('ownerId', '=', viewer.personId)
    .where('refusedAt', 'is', null)
    .where('takenBackAt', 'is', null)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  const asked = open && askedOf(open)
  return asked && (await isStillThere(db, asked)) ? asked : undefined
}

const isStillThere = async (db: Db, { cohortId }: AudienceRow): Promise<boolean> =>
  cohortId === null || (await findOpenCohort(db, cohortId)) !== undefined

const findOpenCohort = (db: Db, id: CohortId) =>
  db.selectFrom('cohorts').select('id').where('id', '=', id).where('closedAt', 'is', null).executeTakeFirst()

async function countPeople(db: Db, { organisationId }: Viewer, row: AudienceRow): Promise<number> {
  const { cohortId, siteId, districtId } = row
  const { people } = await db
    .selectFrom('people')
    .leftJoin('sites', 'sites.id', 'people.siteId')
    .select(sql<number>`count(*)::integer`.as('people'))
    .where('people.organisationId', '=', organisationId)
    .where('people.state', '=', 'active')
    .$if(siteId !== null, (query) => query.where('people.siteId', '=', siteId))
    .$if(districtId !== null, (query) => query.where('sites.districtId', '=', districtId))
    .$if(cohortId !== null, (query) =>
      query.where('people.id', 'in', (eb) =>
        eb
          .selectFrom('memberships')
          .select('memberships.personId')
          .where('memberships.cohortId', '=', cohortId as CohortId)
          .where('memberships.leftAt', 'is', null),
      ),
    )
    .executeTakeFirstOrThrow()
  return people
}
