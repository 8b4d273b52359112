import type { ClipId, UploadId } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'
import { completeUpload } from './complete-upload.ts'

/**
 * Completes a resumable upload of which every byte is here. Repeating it is fine: its last PATCH, a question after a
 * crash and the sweep may all come to it. Answers undefined, and leaves no object, where it was given up meanwhile.
 */
export async function completeReceived(
  { db, storage: { resumable } }: Pick<Platform, 'db' | 'storage'>,
  uploadId: UploadId,
): Promise<ClipId | undefined> {
  const { bytes } = await resumable.finish(uploadId)
  const clipId = await completeUpload(db, uploadId, { bytes })
  if (!clipId) await resumable.discard(uploadId)
  return clipId
}
