import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { actAsOwner } from './act-as-owner.ts'
import type { ChangeClip } from './schemas.ts'
import { writeWords } from './write-words.ts'

/** The owner changes what they say about the clip, also while nobody else sees it. What is not given stays. */
export async function changeClip(db: Db, viewer: Viewer, clipId: ClipId, words: ChangeClip): Promise<void> {
  const refusal = 'Only the person who uploaded the clip says what it is about.'
  await actAsOwner(db, viewer, clipId, refusal, (trx) => writeWords(trx, clipId, words))
}
