import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'

/**
 * The grants through which a viewer sees clips of others: live, to a cohort they are in now. Somebody who rates the
 * owner for employment sees nothing through a grant until the owner said of them, by name, that they may.
 */
export const grantsInReach = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('clipGrants')
    .innerJoin('memberships', 'memberships.cohortId', 'clipGrants.cohortId')
    .innerJoin('clips as granted', 'granted.id', 'clipGrants.clipId')
    .leftJoin('evaluators', (join) =>
      join
        .onRef('evaluators.evaluateeId', '=', 'granted.ownerId')
        .on('evaluators.evaluatorId', '=', viewer.personId),
    )
    .leftJoin('evaluatorAcknowledgements as agreed', (join) =>
      join.onRef('agreed.grantId', '=', 'clipGrants.id').on('agreed.evaluatorId', '=', viewer.personId),
    )
    .where('memberships.personId', '=', viewer.personId)
    .where('memberships.leftAt', 'is', null)
    .where('clipGrants.revokedAt', 'is', null)
    .where(({ or, eb }) =>
      or([eb('evaluators.evaluatorId', 'is', null), eb('agreed.grantId', 'is not', null)]),
    )
