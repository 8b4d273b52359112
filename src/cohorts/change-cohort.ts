import { sql } from 'kysely'
import { appendAudit } from '../identity/append-audit.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { trimmed, wordsOf } from '../platform/words.ts'
import { holdAdministeredCohort } from './hold-cohort.ts'
import { facilitates } from './policy.ts'
import type { ChangeCohort } from './schemas.ts'

/**
 * Facilitators change what a cohort is about; administrators only what it is called. Norms that say something else than
 * before are new ones, which nobody has agreed to yet.
 */
export const changeCohort = (
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  { name, focus, norms, participation }: ChangeCohort,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const { isAdministrator, ownPart } = await holdAdministeredCohort(trx, viewer, cohortId)
    const isFacilitator = facilitates(ownPart)
    const onlyName = focus === undefined && norms === undefined && participation === undefined
    authorize(
      isFacilitator || (isAdministrator && onlyName),
      'Only people who facilitate this cohort say what it is about.',
    )
    if (name === undefined && onlyName) return
    await trx
      .updateTable('cohorts')
      .set({
        ...(name !== undefined && { name: trimmed(name) }),
        ...(focus !== undefined && { focus: wordsOf(focus) }),
        ...(participation !== undefined && { participation }),
        ...(norms !== undefined && {
          norms: wordsOf(norms),
          normsNo: sql<number>`norms_no + (norms is distinct from ${wordsOf(norms)})::int`,
        }),
      })
      .where('id', '=', cohortId)
      .execute()
    if (!isFacilitator) await appendAudit(trx, viewer, 'rename-cohort', { cohortId })
  })
