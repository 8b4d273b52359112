import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'

/** Somebody who is in a cohort with the viewer now, and the mailbox they are invited by; nobody else can be chosen. */
export async function findColleague(
  db: Db,
  viewer: Viewer,
  id: PersonId,
): Promise<{ name: string; email: string }> {
  const colleague = await db
    .selectFrom('people')
    .innerJoin('memberships as theirs', (join) =>
      join.onRef('theirs.personId', '=', 'people.id').on('theirs.leftAt', 'is', null),
    )
    .innerJoin('memberships as own', (join) =>
      join
        .onRef('own.cohortId', '=', 'theirs.cohortId')
        .on('own.personId', '=', viewer.personId)
        .on('own.leftAt', 'is', null),
    )
    .select(['people.name', 'people.email'])
    .where('people.id', '=', id)
    .where('people.id', '<>', viewer.personId)
    .where('people.organisationId', '=', viewer.organisationId)
    .where('people.state', '=', 'active')
    .limit(1)
    .executeTakeFirst()
  if (!colleague?.email) return notFound('person')
  return { name: colleague.name, email: colleague.email }
}
