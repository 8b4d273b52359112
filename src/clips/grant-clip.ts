import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type ClipId, type CohortId, type GrantId, newId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { refusePurged } from './still-stands.ts'

/** Writes the owner's grant, in the caller's transaction; one that stands already is changed, never doubled. */
export async function grantClip(
  db: Db,
  { organisationId, personId }: Viewer,
  clipId: ClipId,
  { cohortId, canComment }: { readonly cohortId: CohortId; readonly canComment: boolean },
) {
  await refusePurged(db, clipId)
  const grant = await db
    .insertInto('clipGrants')
    .values({ organisationId, id: newId<GrantId>(), clipId, cohortId, grantedBy: personId, canComment })
    .onConflict((eb) =>
      eb.columns(['clipId', 'cohortId']).where('revokedAt', 'is', null).doUpdateSet({ canComment }),
    )
    .returning(['id', 'canComment', 'grantedAt'])
    .executeTakeFirstOrThrow()
  await announce(db, { clipId, what: 'clip' })
  return grant
}
