import type { Db } from '../platform/db/schema.ts'
import type { ClipId, OrganisationId } from '../platform/ids.ts'
import { hidesTheSame } from './check-redactions.ts'
import type { CopySource } from './find-copy.ts'
import { findRedactions } from './find-redactions.ts'
import { holdOwner } from './hold-owner.ts'
import { writeRedactions } from './write-redactions.ts'

/** Lets nobody cut a clip anew before the caller's transaction ends, so that its copy hides what it hides by then. */
export async function holdCopied(db: Db, clipId: ClipId): Promise<void> {
  await holdOwner(db, clipId)
  await db.selectFrom('clips').select('id').where('id', '=', clipId).forShare().execute()
}

interface Copied {
  readonly organisationId: OrganisationId
  readonly clipId: ClipId
}

/**
 * Seals the copy of a sealed recording, in the transaction that makes it one. What was hidden of the other clip since this
 * one was made of it is hidden here too; what was shown again there was hidden when this was asked for, and stays so.
 */
export async function inheritRedactions(
  db: Db,
  { organisationId, clipId }: Copied,
  ofClipId: ClipId,
  { sealedAt, cutNo }: CopySource,
): Promise<void> {
  const own = await findRedactions(db, clipId, 1)
  const missing = (await findRedactions(db, ofClipId, cutNo)).filter(
    (redaction) => !own.some((known) => hidesTheSame([known], [redaction])),
  )
  await writeRedactions(db, { organisationId, clipId, cutNo: 1 }, missing, own.length)
  if (!sealedAt) return
  await db
    .updateTable('recordings')
    .set({ sealedAt })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('clips')
        .select('clips.recordingId')
        .where('clips.id', '=', clipId)
        .$castTo<{ recordingId: never }>(),
    )
    .execute()
}
