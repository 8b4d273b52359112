import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { newId, type TermId } from '../platform/ids.ts'
import type { termKinds } from './kinds.ts'

/** Writes one of the organisation's words that nobody wrote before, in the caller's transaction. */
export async function writeTerm(
  db: Db,
  { organisationId, personId: createdBy }: Viewer,
  kind: (typeof termKinds)[number],
  name: string,
  code: string | null = null,
): Promise<TermId> {
  const id = newId<TermId>()
  await db.insertInto('terms').values({ organisationId, id, kind, name, code, createdBy }).execute()
  return id
}
