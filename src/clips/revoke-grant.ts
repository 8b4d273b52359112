import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, GrantId } from '../platform/ids.ts'
import { actAsOwner } from './act-as-owner.ts'
import { writeRevocation } from './write-revocation.ts'

/** The cohort no longer sees the clip, from the commit on. Doing it twice changes nothing. */
export async function revokeGrant(db: Db, viewer: Viewer, clipId: ClipId, grantId: GrantId): Promise<void> {
  const refusal = 'Only the person who uploaded the clip decides who sees it.'
  await actAsOwner(db, viewer, clipId, refusal, (trx) => writeRevocation(trx, viewer, clipId, grantId))
}
