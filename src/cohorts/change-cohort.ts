import { appendAudit } from '../identity/append-audit.ts'
import { findRoles } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { findCohort } from './find-cohorts.ts'
import { findPart } from './find-part.ts'
import { holdCohort } from './hold-cohort.ts'
import { facilitates } from './policy.ts'
import type { ChangeCohort } from './schemas.ts'

/** Facilitators change what a cohort is about; administrators only what it is called. */
export const changeCohort = (
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  { name, focus, norms }: ChangeCohort,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const isAdministrator = (await findRoles(trx, viewer)).includes('administrator')
    if (!isAdministrator) await findCohort(trx, viewer, cohortId)
    await holdCohort(trx, viewer, cohortId)
    const isFacilitator = facilitates(await findPart(trx, viewer, cohortId))
    const onlyName = focus === undefined && norms === undefined
    authorize(
      isFacilitator || (isAdministrator && onlyName),
      'Only people who facilitate this cohort say what it is about.',
    )
    if (name === undefined && onlyName) return
    await trx
      .updateTable('cohorts')
      .set({
        ...(name !== undefined && { name: name.trim() }),
        ...(focus !== undefined && { focus }),
        ...(norms !== undefined && { norms }),
      })
      .where('id', '=', cohortId)
      .execute()
    if (!isFacilitator) await appendAudit(trx, viewer, 'rename-cohort', { cohortId })
  })
