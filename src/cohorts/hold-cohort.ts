import { findRoles } from '../identity/find-roles.ts'
import { holdPeople } from '../identity/hold-people.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'
import { authorize, notFound } from '../platform/problems.ts'
import { findCohort } from './find-cohorts.ts'
import { administeredKinds } from './kinds.ts'
import { facilitates } from './policy.ts'

export type HeldCohort = Awaited<ReturnType<typeof holdCohort>>

/**
 * A cohort of the viewer's organisation whose members stay as they are until the caller's transaction ends: whatever
 * changes them takes this first, after the people and clips that it is about (docs/architecture.md).
 */
export async function holdCohort(db: Db, { organisationId }: Pick<Viewer, 'organisationId'>, id: CohortId) {
  const cohort =
    (await db
      .selectFrom('cohorts')
      .select(['organisationId', 'id', 'name', 'kind', 'closedAt'])
      .where('organisationId', '=', organisationId)
      .where('id', '=', id)
      // Not "for update": that would hold up sharing and talk, whose rows refer to the cohort.
      .forNoKeyUpdate()
      .executeTakeFirst()) ?? notFound('cohort')
  return { ...cohort, members: await findLiveMembers(db, id) }
}

/** Read after the cohort is held, so what others committed while we waited is seen. */
const findLiveMembers = (db: Db, cohortId: CohortId) =>
  db
    .selectFrom('memberships')
    .select(['personId', 'part'])
    .where('cohortId', '=', cohortId)
    .where('leftAt', 'is', null)
    .execute()

/**
 * The same for a cohort the viewer is in, who is held first: what they do in it names them. Strangers are turned away
 * before they hold anything.
 */
export async function holdOwnCohort(db: Db, viewer: Viewer, cohortId: CohortId) {
  await findCohort(db, viewer, cohortId)
  await holdPeople(db, [viewer.personId])
  const cohort = await holdCohort(db, viewer, cohortId)
  const own = cohort.members.find(({ personId }) => personId === viewer.personId) ?? notFound('cohort')
  return { ...cohort, ownPart: own.part }
}

/**
 * The same for a cohort the viewer is in, and for administrators any but coaching, which for them is not there. Tells
 * whether their office lets them in, what they are in it, and nothing to strangers.
 */
export async function holdAdministeredCohort(db: Db, viewer: Viewer, cohortId: CohortId) {
  const isAdministrator =
    (await findRoles(db, viewer)).includes('administrator') && (await isAdministered(db, cohortId))
  if (!isAdministrator) await findCohort(db, viewer, cohortId)
  await holdPeople(db, [viewer.personId])
  const cohort = await holdCohort(db, viewer, cohortId)
  const own = cohort.members.find(({ personId }) => personId === viewer.personId)
  return { ...cohort, isAdministrator, ownPart: own?.part }
}

/** Is it of a kind that an office knows of? It stays of its kind, so this can be asked before it is held. */
export async function isAdministered(db: Db, cohortId: CohortId): Promise<boolean> {
  const cohort = await db
    .selectFrom('cohorts')
    .select('id')
    .where('id', '=', cohortId)
    .where('kind', 'in', administeredKinds)
    .executeTakeFirst()
  return cohort !== undefined
}

/** The same for a cohort the viewer facilitates: refuses its other members with 403. */
export async function holdFacilitatedCohort(db: Db, viewer: Viewer, cohortId: CohortId) {
  const cohort = await holdOwnCohort(db, viewer, cohortId)
  authorize(facilitates(cohort.ownPart), 'Only people who facilitate this cohort do that.')
  return cohort
}
