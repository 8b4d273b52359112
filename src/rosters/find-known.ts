import { sql } from 'kysely'
import type { Role } from '../identity/roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, DistrictId, PersonId, SiteId } from '../platform/ids.ts'

export interface KnownPerson {
  readonly id: PersonId
  readonly name: string
  readonly email: string | null
  readonly state: 'active' | 'departed' | 'erased'
  readonly siteId: SiteId | null
  /** They have a way to sign in, which is theirs. */
  readonly signsIn: boolean
  /** Another source names them too. */
  readonly elsewhere: boolean
  readonly roles: readonly Role[]
}

export interface KnownRef<Id extends string> {
  readonly id: Id
  /** The source named it once, and does so no more. */
  readonly isDropped: boolean
}

export type Known = Awaited<ReturnType<typeof findKnown>>

/** What stands in the organisation before a list of this source is applied. */
export async function findKnown(db: Db, { organisationId }: Viewer, source: string) {
  const refs = await db
    .selectFrom('externalRefs')
    .select(['kind', 'externalId', 'entityId', 'droppedAt'])
    .where('organisationId', '=', organisationId)
    .where('source', '=', source)
    .execute()
  const refsOf = <Id extends string>(kind: 'person' | 'cohort' | 'district' | 'site') =>
    new Map<string, KnownRef<Id>>(
      refs
        .filter((ref) => ref.kind === kind)
        .map(({ externalId, entityId, droppedAt }) => [
          externalId,
          { id: entityId as Id, isDropped: droppedAt !== null },
        ]),
    )
  const people = await findPeople(db, organisationId, source)
  const districts = await db
    .selectFrom('districts')
    .select(['id', 'name'])
    .where('organisationId', '=', organisationId)
    .execute()
  const sites = await db
    .selectFrom('sites')
    .select(['id', 'name', 'districtId'])
    .where('organisationId', '=', organisationId)
    .execute()
  const cohorts = await db
    .selectFrom('cohorts')
    .select(['id', 'name'])
    .select(
      sql<boolean>`exists (
        select from clip_grants where clip_grants.cohort_id = cohorts.id and revoked_at is null)`.as(
        'shares',
      ),
    )
    .where('organisationId', '=', organisationId)
    .where('closedAt', 'is', null)
    .where('kind', '=', 'cohort')
    // Nobody shares a clip with one of them before the list is through.
    .forUpdate()
    .execute()
  const memberships = await db
    .selectFrom('memberships')
    .select(['cohortId', 'personId', 'leftAt'])
    .where('organisationId', '=', organisationId)
    .execute()
  const evaluators = await db
    .selectFrom('evaluators')
    .select(['evaluatorId', 'evaluateeId', 'source'])
    .where('organisationId', '=', organisationId)
    .execute()
  return {
    refs: {
      person: refsOf<PersonId>('person'),
      cohort: refsOf<CohortId>('cohort'),
      district: refsOf<DistrictId>('district'),
      site: refsOf<SiteId>('site'),
    },
    people: new Map(people.map((person) => [person.id, person])),
    byEmail: new Map(people.map((person) => [person.email?.toLowerCase(), person])),
    districts: new Map(districts.map((district) => [district.id, district])),
    sites: new Map(sites.map((site) => [site.id, site])),
    cohorts: new Map(cohorts.map((cohort) => [cohort.id, cohort])),
    memberships: Map.groupBy(memberships, ({ personId }) => personId),
    evaluators,
  }
}

async function findPeople(db: Db, organisationId: string, source: string): Promise<KnownPerson[]> {
  const { rows } = await sql<KnownPerson>`
    select id, name, email, state, site_id,
      sign_in_id is not null or exists (select from oidc_identities where person_id = people.id) as signs_in,
      exists (
        select from external_refs where organisation_id = ${organisationId} and kind = 'person'
          and source <> ${source} and entity_id = people.id and dropped_at is null) as elsewhere,
      array(select distinct role from role_grants where person_id = people.id) as roles
    from people where organisation_id = ${organisationId}`.execute(db)
  return rows
}

/** What the source calls the people it names now. */
export async function findKnownNames(
  db: Db,
  { organisationId }: Viewer,
  source: string,
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('externalRefs')
    .select('externalId')
    .where('organisationId', '=', organisationId)
    .where('source', '=', source)
    .where('kind', '=', 'person')
    .execute()
  return new Set(rows.map(({ externalId }) => externalId))
}
