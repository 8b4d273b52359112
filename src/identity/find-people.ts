import { type SqlBool, sql } from 'kysely'
import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import type { AdministeredPerson } from './administration-schemas.ts'
import { requireRole } from './find-roles.ts'
import type { Role } from './roles.ts'
import type { Viewer } from './viewer.ts'

interface Asked extends PageRequest {
  /** How a name or an e-mail address begins. */
  readonly search?: string | undefined
  readonly state?: 'active' | 'departed' | undefined
}

/** The people of the organisation by name, for administrators and roster managers: who they are, not what they do. */
export async function findPeople(
  db: Db,
  viewer: Viewer,
  { limit = usualLimit, after, search, state }: Asked,
) {
  await requireRole(db, viewer, 'administrator', 'roster manager')
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const begins = `${(search ?? '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, '\\$&')}%`
  const rows = await people(db, viewer)
    .$if(state !== undefined, (query) => query.where('people.state', '=', state ?? 'active'))
    .$if(begins !== '%', (query) =>
      query.where(sql<SqlBool>`(lower(people.name) like ${begins} or lower(people.email) like ${begins})`),
    )
    // The cursor names the last person shown; a name could be longer than an address may get.
    .$if(cursor !== undefined, (query) =>
      query.where(sql<SqlBool>`(lower(people.name), people.id) > (
        select lower(name), id from people as last
        where last.id = ${cursor?.[0]} and last.organisation_id = ${viewer.organisationId})`),
    )
    .orderBy(sql`lower(people.name)`)
    .orderBy('people.id')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.id])
  return { items: await withRoles(db, items), next }
}

/** One of them, for the same offices. */
export async function findPersonOfOffice(db: Db, viewer: Viewer, id: PersonId): Promise<AdministeredPerson> {
  await requireRole(db, viewer, 'administrator', 'roster manager')
  return findAdministeredPerson(db, viewer, id)
}

/** One of them. The caller has asked for the office. */
export async function findAdministeredPerson(
  db: Db,
  viewer: Viewer,
  id: PersonId,
): Promise<AdministeredPerson> {
  const rows = await people(db, viewer).where('people.id', '=', id).execute()
  const [person] = await withRoles(db, rows)
  return person ?? notFound('person')
}

type Row = Awaited<ReturnType<ReturnType<typeof people>['execute']>>[number]

const people = (db: Db, { organisationId }: Viewer) =>
  db
    .selectFrom('people')
    .leftJoin('sites', 'sites.id', 'people.siteId')
    .select([
      'people.id',
      'people.name',
      'people.email',
      'people.state',
      'people.siteId',
      'sites.name as site',
    ])
    .select(sql<boolean>`people.sign_in_id is not null`.as('canSignIn'))
    .where('people.organisationId', '=', organisationId)
    .where('people.state', '<>', 'erased')

async function withRoles(db: Db, rows: readonly Row[]): Promise<AdministeredPerson[]> {
  const ids = rows.map(({ id }) => id)
  const grants =
    ids.length === 0
      ? []
      : await db
          .selectFrom('roleGrants')
          .leftJoin('districts', 'districts.id', 'roleGrants.districtId')
          .leftJoin('sites', 'sites.id', 'roleGrants.siteId')
          .select(['roleGrants.personId', 'roleGrants.role', 'roleGrants.districtId', 'roleGrants.siteId'])
          .select(['districts.name as district', 'sites.name as site'])
          .where('roleGrants.personId', 'in', ids)
          .orderBy('roleGrants.role')
          .orderBy('roleGrants.grantedAt')
          .execute()
  const byPerson = Map.groupBy(grants, ({ personId }) => personId)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email ?? '',
    state: row.state === 'departed' ? 'departed' : 'active',
    site: named(row.siteId, row.site),
    hasSignedIn: row.canSignIn,
    roles: (byPerson.get(row.id) ?? []).map((grant) => ({
      role: grant.role as Role,
      district: named(grant.districtId, grant.district),
      site: named(grant.siteId, grant.site),
    })),
  }))
}

const named = <I extends string>(id: I | null, name: string | null) =>
  id === null ? null : { id, name: name ?? '' }
