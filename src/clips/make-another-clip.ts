import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import type { Platform } from '../platform/platform.ts'
import { authorize, conflict } from '../platform/problems.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { appendLedger } from './append-ledger.ts'
import { copyAttestation } from './copy-attestation.ts'
import type { MakeAnotherClip } from './cut-schemas.ts'
import { findClip, type VisibleClip } from './find-clip.ts'
import { liesWithin } from './find-copy.ts'
import { findRedactions } from './find-redactions.ts'
import { findTurn } from './find-turn.ts'
import { refuseUnwatchable } from './find-watchable.ts'
import { holdRecording, refuseTooShort } from './hold-recording.ts'
import { CopyRecording } from './jobs.ts'
import { lockTerms } from './lock-terms.ts'
import { ownsClip } from './policy.ts'
import { writeUpload } from './start-upload.ts'
import { lockUploader, refuseBeyondQuota } from './upload-quota.ts'
import { writeRedactions } from './write-redactions.ts'

type Needed = Pick<Platform, 'db' | 'config' | 'storage'>

/**
 * The owner makes a part of a clip's recording a clip of its own, which a job gives a copy of the recording: what is
 * done to the one never touches the other. It hides what the clip hides. The same `clientKey` again answers the clip that was made under it.
 */
export async function makeAnotherClip(
  { db, config: { limits }, storage: { resumable } }: Needed,
  viewer: Viewer,
  ofClipId: ClipId,
  { title, clientKey, ...part }: MakeAnotherClip,
): Promise<ClipId> {
  const clip = await findClip(db, viewer, ofClipId)
  authorize(
    ownsClip(viewer, clip),
    'Only the person who uploaded the clip can make another of its recording.',
  )
  refuseTooShort(part)
  return db.transaction().execute(async (trx) => {
    // Also so that nobody's withdrawn consent misses a clip that is made just then (lockFamily).
    await lockUploader(trx, viewer)
    const made = await findMade(trx, viewer, clientKey)
    if (made) return made.id
    await lockTerms(trx, ofClipId)
    const source = await findClip(trx, viewer, ofClipId)
    refuseStopped(source)
    const recording = await holdRecording(trx, source.recordingId, part.outMs)
    const { uploadId, bytes, sha256 } = recording
    if (recording.destroyWantedAt) {
      conflict(
        'original-to-be-destroyed',
        'The original recording is about to be destroyed, so no other clip can be made of it.',
      )
    }
    await refuseBeyondQuota(trx, viewer, bytes, limits)
    const { filename, contentType } = await trx
      .selectFrom('uploads')
      .select(['filename', 'contentType'])
      .where('id', '=', uploadId)
      .executeTakeFirstOrThrow()
    const { clipId } = await writeUpload(trx, viewer, limits, resumable.objectKey, {
      ...{ way: 'copy', title, filename, contentType },
      // An upload announces something; a recording of nothing is none.
      bytes: Math.max(1, bytes),
      sha256: sha256 ?? undefined,
    })
    await writePart(trx, viewer, clipId, { source, clientKey, part })
    return clipId
  })
}

const findMade = (db: Db, { personId }: Viewer, clientKey: string) =>
  db
    .selectFrom('clips')
    .select('id')
    .where('ownerId', '=', personId)
    .where('clientKey', '=', clientKey)
    .executeTakeFirst()

function refuseStopped({ state, withdrawnAt, isPaused }: VisibleClip): void {
  if (withdrawnAt)
    conflict('withdrawn', 'You took this clip back. Bring it back first to make another of it.')
  if (isPaused) conflict('paused', 'This clip is paused while a question about it is looked into.')
  refuseUnwatchable({ state })
}

interface Part {
  readonly source: VisibleClip
  readonly clientKey: string
  readonly part: { readonly inMs: number; readonly outMs: number }
}

async function writePart(
  db: Db,
  { organisationId, personId }: Viewer,
  clipId: ClipId,
  { source, clientKey, part: { inMs, outMs } }: Part,
): Promise<void> {
  await db
    .updateTable('clips')
    .set({
      ...{ clientKey, madeOfClipId: source.madeOfClipId ?? source.id, durationMs: outMs - inMs },
      ...{ progressStep: 'checking', progressFraction: 0 },
    })
    .where('id', '=', clipId)
    .execute()
  await db
    .insertInto('cuts')
    .values({ organisationId, clipId, cutNo: 1, inMs, outMs, madeBy: personId })
    .execute()
  // Also those beyond the part: it may be cut wider.
  const redactions = await findRedactions(db, source.id, source.cutNo)
  await writeRedactions(db, { organisationId, clipId, cutNo: 1 }, redactions)
  await enqueue(db, CopyRecording, { clipId, ofClipId: source.id }, await findTurn(db, clipId))
  await announce(db, { clipId, what: 'clip' })
  await appendLedger(db, {
    ...{ organisationId, clipId, what: 'cut', personId },
    detail: { cutNo: 1, inMs, outMs, ofClipId: source.id },
  })
  const shown = { inMs: source.inMs, outMs: source.inMs + (source.durationMs ?? 0) }
  if (liesWithin({ inMs, outMs }, shown)) await copyAttestation(db, source.id, clipId)
}
