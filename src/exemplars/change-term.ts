import type { Viewer } from '../identity/viewer.ts'
import { brokeConstraint } from '../platform/db/constraint.ts'
import type { Db } from '../platform/db/schema.ts'
import type { TermId } from '../platform/ids.ts'
import { conflict, notFound } from '../platform/problems.ts'
import { findTerm, termsHere } from './find-terms.ts'
import { holdTerms } from './hold-terms.ts'
import { onOneLine } from './on-one-line.ts'
import { renameTerm } from './rename-term.ts'
import type { Term } from './schemas.ts'
import type { ChangeTerm } from './term-schemas.ts'

/** Gives a term that is in use another name, wherever it was given. */
export async function changeTerm(db: Db, viewer: Viewer, id: TermId, { name }: ChangeTerm): Promise<Term> {
  try {
    await db.transaction().execute(async (trx) => {
      await holdTerms(trx, viewer)
      const term =
        (await termsHere(trx, viewer)
          .select('terms.name')
          .where('terms.id', '=', id)
          .where('terms.retiredAt', 'is', null)
          .executeTakeFirst()) ?? notFound('term')
      const called = name === undefined ? term.name : onOneLine(name)
      if (called !== term.name) await renameTerm(trx, id, called)
    })
  } catch (error) {
    if (!brokeConstraint(error, 'one_term_of_a_name')) throw error
    conflict('term-exists', 'Another term has this name, or had it before it was retired.')
  }
  return findTerm(db, viewer, id)
}
