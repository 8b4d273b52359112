import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { TermId } from '../platform/ids.ts'
import { findTerm } from './find-terms.ts'
import { holdTerms } from './hold-terms.ts'

/** Gives a term to nothing more; what is about it stays so. Twice is once. */
export async function retireTerm(db: Db, viewer: Viewer, id: TermId): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await holdTerms(trx, viewer)
    await findTerm(trx, viewer, id)
    await trx
      .updateTable('terms')
      .set({ retiredAt: sql<Date>`coalesce(retired_at, now())` })
      .where('id', '=', id)
      .execute()
  })
}
