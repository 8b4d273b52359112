import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'

/** Collections that exist for the viewer: the organisation's, and those of cohorts they are in now. */
export const collectionsInReach = (db: Db, { organisationId, personId }: Viewer) =>
  db
    .selectFrom('collections')
    .where('collections.organisationId', '=', organisationId)
    .where('collections.retiredAt', 'is', null)
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('collections.cohortId', 'is', null),
        eb(
          'collections.cohortId',
          'in',
          selectFrom('memberships')
            .select('memberships.cohortId')
            .where('memberships.personId', '=', personId)
            .where('memberships.leftAt', 'is', null),
        ),
      ]),
    )
