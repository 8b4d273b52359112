import { requirePrivacyOffice } from '../identity/find-privacy-office.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { lockTerms } from './lock-terms.ts'

/** Does what whoever sees to privacy may do with a clip of their organisation that they cannot see, one at a time. */
export async function actForPrivacy<T>(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  act: (trx: Db) => Promise<T>,
  lock: typeof lockTerms = lockTerms,
): Promise<T> {
  await requirePrivacyOffice(db, viewer)
  const clip = await db
    .selectFrom('clips')
    .select('id')
    .where('id', '=', clipId)
    .where('organisationId', '=', viewer.organisationId)
    .executeTakeFirst()
  if (!clip) notFound('clip')
  return db.transaction().execute(async (trx) => {
    await lock(trx, clipId)
    return act(trx)
  })
}
