import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { findCohort } from './find-cohorts.ts'
import { holdOwnCohort } from './hold-cohort.ts'

/** A member agrees to the norms they read; where these were changed meanwhile, they are asked to read again (409). */
export const agreeToNorms = (db: Db, viewer: Viewer, cohortId: CohortId, normsNo: number): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const { organisationId, id } = await holdOwnCohort(trx, viewer, cohortId)
    // Whoever changes the norms holds the cohort too, so these are the ones that stand.
    const now = await findCohort(trx, viewer, id)
    if (now.norms === null) conflict('no-norms', 'This cohort has not written down any norms yet.')
    if (now.normsNo !== normsNo) {
      conflict('norms-changed', 'The norms were changed just now. Please read them again.')
    }
    await trx
      .insertInto('normAgreements')
      .values({ organisationId, cohortId, personId: viewer.personId, normsNo })
      .onConflict((conflicting) => conflicting.doNothing())
      .execute()
  })
