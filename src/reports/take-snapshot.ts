import type { Db } from '../platform/db/schema.ts'
import type { OrganisationId } from '../platform/ids.ts'
import { countMonth } from './count-month.ts'
import { layOutCells } from './lay-out-cells.ts'
import type { ReportCell } from './schemas.ts'

/**
 * Makes the reports of a month, unless they were made before: never again, as two that were made from different rosters
 * would tell single people apart. Both come from one count, and of two at once one stands.
 */
export async function takeSnapshot(
  db: Db,
  organisationId: OrganisationId,
  month: string,
  period: { readonly from: Date; readonly to: Date },
): Promise<void> {
  const made = await db
    .selectFrom('reportSnapshots')
    .select('month')
    .where('organisationId', '=', organisationId)
    .where('month', '=', month)
    .limit(1)
    .executeTakeFirst()
  if (made) return
  const { kMin: k } = await db
    .selectFrom('organisations')
    .select('kMin')
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow()
  const sites = await db
    .selectFrom('sites')
    .select(['id', 'name'])
    .where('organisationId', '=', organisationId)
    .orderBy('name')
    .orderBy('id')
    .execute()
  const { cohort, site } = layOutCells(await countMonth(db, organisationId, period), sites, k)
  const row = (by: 'cohort' | 'site', cells: readonly ReportCell[]) => ({
    ...{ organisationId, month, by, k },
    cells: JSON.stringify(cells),
  })
  await db
    .insertInto('reportSnapshots')
    .values([row('cohort', cohort), row('site', site)])
    .onConflict((conflict) => conflict.columns(['organisationId', 'month', 'by']).doNothing())
    .execute()
}
