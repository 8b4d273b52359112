import type { Db } from '../platform/db/schema.ts'
import type { PersonName } from './schemas.ts'
import type { Viewer } from './viewer.ts'

/** Whom the organisation names as rating the viewer for employment. */
export async function findOwnEvaluators(
  db: Db,
  { organisationId, personId }: Viewer,
): Promise<{ items: PersonName[] }> {
  const items = await db
    .selectFrom('evaluators')
    .innerJoin('people', 'people.id', 'evaluators.evaluatorId')
    .select(['people.id', 'people.name'])
    .where('evaluators.organisationId', '=', organisationId)
    .where('evaluators.evaluateeId', '=', personId)
    .where('people.state', '=', 'active')
    .orderBy('people.name')
    .orderBy('people.id')
    .execute()
  return { items }
}
