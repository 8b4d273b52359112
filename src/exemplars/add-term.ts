import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { conflict, malformed } from '../platform/problems.ts'
import { findTerm, termsHere } from './find-terms.ts'
import { holdTerms } from './hold-terms.ts'
import { onOneLine } from './on-one-line.ts'
import { renameTerm } from './rename-term.ts'
import type { Term } from './schemas.ts'
import type { AddTerm } from './term-schemas.ts'
import { writeTerm } from './write-term.ts'

/** Adds one of the organisation's own words. A retired one of the same code or name comes back, written as it is now. */
export async function addTerm(
  db: Db,
  viewer: Viewer,
  { kind, code: said, name: called }: AddTerm,
): Promise<Term> {
  const name = onOneLine(called)
  const code = said === undefined ? null : onOneLine(said)
  if (kind === 'standard' && code === null) malformed('code-missing', 'A standard needs its code.')
  if (kind !== 'standard' && code !== null) malformed('no-code', 'Only a standard has a code.')
  const id = await db.transaction().execute(async (trx) => {
    await holdTerms(trx, viewer)
    const same = await termsHere(trx, viewer)
      .select(['terms.id', 'terms.retiredAt'])
      .where('terms.kind', '=', kind)
      .where((eb) =>
        code === null
          ? eb(eb.fn<string>('lower', ['terms.name']), '=', eb.fn<string>('lower', [eb.val(name)]))
          : eb('terms.code', '=', code),
      )
      .executeTakeFirst()
    if (same && !same.retiredAt) conflict('term-exists', 'This is one of the terms here already.')
    if (same) {
      await renameTerm(trx, same.id, name)
      return same.id
    }
    return writeTerm(trx, viewer, kind, name, code)
  })
  return findTerm(db, viewer, id)
}
