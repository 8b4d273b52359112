import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, PlaybackId } from '../platform/ids.ts'
import { notFound, Problem } from '../platform/problems.ts'
import { findDownloadable } from './find-downloadable.ts'
import { findGranted } from './find-playback.ts'

interface OfDownload {
  readonly clipId: ClipId
  readonly downloadId: PlaybackId
}

/** The file of a download that this viewer started, as long as they may have it. */
export async function findDownload(db: Db, viewer: Viewer, { clipId, downloadId }: OfDownload) {
  const { clip, file } = await findDownloadable(db, viewer, clipId)
  const download = await findGranted(db, viewer, clipId, downloadId, 'download')
  if (!download) return notFound('download')
  // The recording as it came is the same whatever was cut.
  if (file.cutNo !== null && download.cutNo !== clip.cutNo) return notFound('download')
  if (download.isOver) {
    throw new Problem(410, 'download-ended', 'This download was started long ago. Please start it again.')
  }
  return file
}
