import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { actAsOwner } from './act-as-owner.ts'
import { writeWithdrawal } from './write-withdrawal.ts'

/** The owner takes the clip back: from the commit on it exists for nobody else. Twice is once. */
export async function withdrawClip(db: Db, viewer: Viewer, clipId: ClipId): Promise<void> {
  const refusal = 'Only the person who uploaded the clip can take it back.'
  await actAsOwner(db, viewer, clipId, refusal, (trx) => writeWithdrawal(trx, viewer, clipId))
}
