import { holdFacilitatedCohort } from '../cohorts/hold-cohort.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type CohortId, type CycleId, newId } from '../platform/ids.ts'
import { wordsOf } from '../platform/words.ts'
import { findShownCycle } from './find-cycles.ts'
import { requireEarlier } from './require-earlier.ts'
import type { Cycle, OpenCycle } from './schemas.ts'

/** A facilitator opens the next cycle of the cohort. Two who do at once get two numbers. */
export async function openCycle(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  { question, practice, previousId = null }: OpenCycle,
): Promise<Cycle> {
  const id = newId<CycleId>()
  const { organisationId, personId } = viewer
  await db.transaction().execute(async (trx) => {
    await holdFacilitatedCohort(trx, viewer, cohortId)
    const last = await trx
      .selectFrom('inquiryCycles')
      .select(({ fn }) => fn.max('seq').as('seq'))
      .where('cohortId', '=', cohortId)
      .executeTakeFirst()
    const seq = Number(last?.seq ?? 0) + 1
    if (previousId !== null) await requireEarlier(trx, { cohortId, seq }, previousId)
    await trx
      .insertInto('inquiryCycles')
      .values({
        ...{ organisationId, id, cohortId, seq, question, previousId },
        ...{ practice: wordsOf(practice), askedBy: personId, openedBy: personId },
      })
      .execute()
  })
  return findShownCycle(db, viewer, id)
}
