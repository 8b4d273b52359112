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
    .where('memberships.personId', '=', viewer.personId)
    .where('memberships.leftAt', 'is', null)
    .where('clipGrants.revokedAt', 'is', null)
    // Asked from the few whom the viewer rates, as a join from the grants would read every clip to find its owner.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('evaluators')
            .innerJoin('clips as rated', 'rated.ownerId', 'evaluators.evaluateeId')
            .leftJoin('evaluatorAcknowledgements as agreed', (join) =>
              join
                .onRef('agreed.grantId', '=', 'clipGrants.id')
                .onRef('agreed.evaluatorId', '=', 'evaluators.evaluatorId'),
            )
            .select('rated.id')
            .whereRef('rated.id', '=', 'clipGrants.clipId')
            .where('evaluators.evaluatorId', '=', viewer.personId)
            .where('agreed.grantId', 'is', null),
        ),
      ),
    )
