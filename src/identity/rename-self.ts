import type { Db } from '../platform/db/schema.ts'
import { trimmed } from '../platform/words.ts'
import { findMe } from './find-me.ts'
import type { Me } from './schemas.ts'
import type { Viewer } from './viewer.ts'

/** Somebody says what they are called. A list of staff from another system may say otherwise the next time it is read. */
export async function renameSelf(db: Db, viewer: Viewer, name: string): Promise<Me> {
  await db
    .updateTable('people')
    .set({ name: trimmed(name) })
    .where('id', '=', viewer.personId)
    .execute()
  return findMe(db, viewer)
}
