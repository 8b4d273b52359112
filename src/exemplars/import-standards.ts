import { sql } from 'kysely'
import { findRoles } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import { inPieces } from '../platform/db/in-pieces.ts'
import type { Db } from '../platform/db/schema.ts'
import { newId, type TermId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { termsHere } from './find-terms.ts'
import { waitForTerms } from './hold-terms.ts'
import { curatesHere } from './is-curator.ts'
import { readStandards } from './read-standards.ts'
import type { ImportedStandards } from './term-schemas.ts'
import { writeTaggedWords } from './write-tagged-words.ts'

/**
 * Takes an organisation's standards from a CSV file, all of it or nothing. Codes that are here already get the name of
 * the file, retired ones come back, and what the file does not hold stays. The same file again changes nothing.
 */
export async function importStandards(db: Db, viewer: Viewer, file: Buffer): Promise<ImportedStandards> {
  authorize(
    (await curatesHere(db, viewer)) || (await findRoles(db, viewer)).includes('administrator'),
    'Only teacher leaders, program coaches and administrators bring standards in.',
  )
  const standards = await readStandards(file)
  return db.transaction().execute(async (trx) => {
    await waitForTerms(trx, viewer)
    const before = await termsHere(trx, viewer)
      .select(['terms.id', 'terms.code', 'terms.name', 'terms.retiredAt'])
      .where('terms.kind', '=', 'standard')
      .execute()
    const known = new Map(before.map((term) => [term.code, term]))
    const added = [...standards].filter(([code]) => !known.has(code))
    const changed = [...standards].flatMap(([code, name]) => {
      const term = known.get(code)
      return term && (term.name !== name || term.retiredAt) ? [{ id: term.id, name }] : []
    })
    const { organisationId, personId: createdBy } = viewer
    for (const piece of inPieces(added)) {
      const rows = piece.map(([code, name]) => ({
        ...{ organisationId, id: newId<TermId>(), kind: 'standard' as const, code, name, createdBy },
      }))
      await trx.insertInto('terms').values(rows).execute()
    }
    await renameAll(trx, changed)
    return {
      added: added.length,
      changed: changed.length,
      unchanged: standards.size - added.length - changed.length,
    }
  })
}

async function renameAll(trx: Db, changed: readonly { id: TermId; name: string }[]): Promise<void> {
  const ids = changed.map(({ id }) => id)
  const names = changed.map(({ name }) => name)
  await trx
    .updateTable('terms')
    .from(
      sql<{ id: TermId; name: string }>`unnest(${ids}::uuid[], ${names}::text[])`.as<'said'>(
        sql`said (id, name)`,
      ),
    )
    .set({ name: sql.ref('said.name'), retiredAt: null })
    .whereRef('terms.id', '=', sql.ref('said.id'))
    .execute()
  await writeTaggedWords(trx, ids)
}
