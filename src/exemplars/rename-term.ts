import type { Db } from '../platform/db/schema.ts'
import type { TermId } from '../platform/ids.ts'
import { writeTaggedWords } from './write-tagged-words.ts'

/** Puts a term into use under this name, in the caller's transaction, which holds the terms. */
export async function renameTerm(trx: Db, id: TermId, name: string): Promise<void> {
  await trx.updateTable('terms').set({ name, retiredAt: null }).where('id', '=', id).execute()
  await writeTaggedWords(trx, [id])
}
