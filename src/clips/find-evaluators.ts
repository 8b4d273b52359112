import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, GrantId, PersonId } from '../platform/ids.ts'

/** Who is in the cohort now and rates this person for employment. */
export const findEvaluatorsIn = (db: Db, cohortId: CohortId, evaluateeId: PersonId) =>
  db
    .selectFrom('memberships')
    .innerJoin('evaluators', 'evaluators.evaluatorId', 'memberships.personId')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .select(['people.id', 'people.name'])
    .where('memberships.cohortId', '=', cohortId)
    .where('memberships.leftAt', 'is', null)
    .where('evaluators.evaluateeId', '=', evaluateeId)
    .where('people.state', '=', 'active')
    .orderBy('people.name')
    .orderBy('people.id')
    .execute()

/** The same by grant, and whether the clip's owner acknowledged them there. */
export const findGrantEvaluators = async (db: Db, grantIds: readonly GrantId[]) =>
  grantIds.length === 0
    ? []
    : db
        .selectFrom('clipGrants')
        .innerJoin('clips', 'clips.id', 'clipGrants.clipId')
        .innerJoin('memberships', (join) =>
          join.onRef('memberships.cohortId', '=', 'clipGrants.cohortId').on('memberships.leftAt', 'is', null),
        )
        .innerJoin('evaluators', (join) =>
          join
            .onRef('evaluators.evaluatorId', '=', 'memberships.personId')
            .onRef('evaluators.evaluateeId', '=', 'clips.ownerId'),
        )
        .innerJoin('people', 'people.id', 'memberships.personId')
        .leftJoin('evaluatorAcknowledgements as agreed', (join) =>
          join
            .onRef('agreed.grantId', '=', 'clipGrants.id')
            .onRef('agreed.evaluatorId', '=', 'memberships.personId'),
        )
        .select(['clipGrants.id as grantId', 'people.id', 'people.name'])
        .select(sql<boolean>`agreed.grant_id is not null`.as('acknowledged'))
        .where('clipGrants.id', 'in', grantIds)
        .where('people.state', '=', 'active')
        .orderBy('people.name')
        .orderBy('people.id')
        .execute()

/** Whom the owner acknowledged on this grant, whether or not they are in the cohort now. */
export const findAcknowledged = async (db: Db, grantId: GrantId): Promise<PersonId[]> =>
  (
    await db
      .selectFrom('evaluatorAcknowledgements')
      .select('evaluatorId')
      .where('grantId', '=', grantId)
      .execute()
  ).map(({ evaluatorId }) => evaluatorId)
