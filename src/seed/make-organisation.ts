import { writeCohorts } from '../cohorts/write-cohorts.ts'
import { type NewMembership, writeMemberships } from '../cohorts/write-memberships.ts'
import { createOrganisation } from '../identity/create-organisation.ts'
import type { Role } from '../identity/roles.ts'
import { writeEvaluators } from '../identity/write-evaluators.ts'
import { writePeople } from '../identity/write-people.ts'
import { writePlaces } from '../identity/write-places.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, DistrictId, OrganisationId, PersonId, SiteId } from '../platform/ids.ts'
import type { Random } from './random.ts'
import type { Size } from './sizes.ts'
import { cohortFocuses, familyNames, givenNames } from './words.ts'

export interface MadeCohort {
  readonly id: CohortId
  readonly members: readonly PersonId[]
}

export interface MadeOrganisation {
  readonly id: OrganisationId
  readonly administrators: readonly PersonId[]
  readonly leaders: readonly PersonId[]
  readonly teachers: readonly PersonId[]
  readonly cohorts: readonly MadeCohort[]
}

interface Making {
  readonly random: Random
  readonly name: string
  /** Ends every address; nobody ever gets a mail at one. */
  readonly domain: string
  readonly since: Date
}

/** One organisation with its places, people and cohorts, in the caller's transaction. */
export async function makeOrganisation(
  db: Db,
  size: Size,
  { random, name, domain, since }: Making,
): Promise<MadeOrganisation> {
  const id = await createOrganisation(db, name, random.id<OrganisationId>(since))
  const districts = times(Math.max(1, size.districts), (n) => ({
    id: random.id<DistrictId>(since),
    name: `${random.pick(familyNames)} district ${n + 1}`,
  }))
  const sites = times(Math.max(1, size.sites), (n) => ({
    ...{ id: random.id<SiteId>(since), districtId: random.pick(districts).id },
    name: `${random.pick(familyNames)} school ${n + 1}`,
  }))
  await writePlaces(db, id, { districts, sites })

  const people = (kind: string, count: number, roles: readonly Role[]) =>
    times(count, (n) => ({
      ...{ id: random.id<PersonId>(since), email: `${kind}-${n + 1}@${domain}`, roles },
      name: `${random.pick(givenNames)} ${random.pick(familyNames)}`,
      siteId: random.pick(sites).id,
    }))
  const administrators = people('administrator', size.administrators, ['administrator'])
  const leaders = people('leader', size.leaders, ['teacher leader'])
  const teachers = people('teacher', size.teachers, ['teacher'])
  // Whoever leads a school rates people, and is nobody's member.
  const principals = people('principal', size.siteLeaders, [])
  const coaches = people('coach', size.coaches, ['program coach'])
  await writePeople(db, id, [...administrators, ...leaders, ...teachers, ...principals, ...coaches], null)
  const noted = principals.flatMap(({ id: evaluatorId, siteId }) =>
    teachers
      .filter((teacher) => teacher.siteId === siteId)
      .map((teacher) => ({ evaluatorId, evaluateeId: teacher.id })),
  )
  await writeEvaluators(db, id, { noted })

  const made = idsOf({ administrators, leaders, teachers })
  const cohorts = times(size.cohorts, (n) => ({
    ...{ id: random.id<CohortId>(since), name: `Cohort ${n + 1}`, focus: random.pick(cohortFocuses) },
  }))
  await writeCohorts(db, id, cohorts)
  const memberships = membershipsIn(cohorts, made)
  await writeMemberships(db, id, memberships)
  const byCohort = Map.groupBy(memberships, ({ cohortId }) => cohortId)
  return {
    ...{ id, ...made },
    cohorts: cohorts.map((cohort) => ({
      id: cohort.id,
      members: (byCohort.get(cohort.id) ?? []).map(({ personId }) => personId),
    })),
  }
}

type People = Pick<MadeOrganisation, 'administrators' | 'leaders' | 'teachers'>

const idsOf = (
  people: { readonly [Kind in keyof People]: readonly { readonly id: PersonId }[] },
): People => ({
  administrators: people.administrators.map(({ id }) => id),
  leaders: people.leaders.map(({ id }) => id),
  teachers: people.teachers.map(({ id }) => id),
})

/** Everybody is in one cohort; one teacher in forty in two. The last cohort has fewer than five. */
function membershipsIn(
  cohorts: readonly { readonly id: CohortId }[],
  { leaders, teachers }: People,
): NewMembership[] {
  const large = cohorts.length > 1 ? cohorts.slice(0, -1) : cohorts
  const last = cohorts.at(-1)
  const at = (n: number, personId: PersonId, part: NewMembership['part']): NewMembership[] => {
    const cohort = large[n % large.length]
    return cohort ? [{ cohortId: cohort.id, personId, part }] : []
  }
  return [
    ...leaders.flatMap((leader, n) => at(n, leader, 'facilitator')),
    ...teachers.flatMap((teacher, n) => at(n, teacher, 'participant')),
    ...(large.length > 1
      ? teachers.flatMap((teacher, n) => (n % 40 === 0 ? at(n + 1, teacher, 'participant') : []))
      : []),
    ...(last && large !== cohorts
      ? [
          ...leaders
            .slice(0, 1)
            .map((personId) => ({ cohortId: last.id, personId, part: 'facilitator' as const })),
          ...teachers
            .slice(0, 3)
            .map((personId) => ({ cohortId: last.id, personId, part: 'participant' as const })),
        ]
      : []),
  ]
}

export const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n))
