import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { authorize, conflict } from '../platform/problems.ts'
import { downloadName, extensionOf } from './download-name.ts'
import { findClip, type VisibleClip } from './find-clip.ts'
import { isLean, liveRenditions } from './find-renditions.ts'
import { findWayIn } from './find-way-in.ts'
import { ownsClip } from './policy.ts'
import { isWatchable } from './states.ts'

/**
 * What the viewer may take away of a clip: the owner the recording as it came, and once that is gone or sealed the best rendition;
 * others, where the owner lets them, the best rendition of the current cut. The original is never for others: it holds
 * what was cut out, and says where and with what it was recorded.
 */
export async function findDownloadable(db: Db, viewer: Viewer, clipId: ClipId) {
  const clip = await findClip(db, viewer, clipId)
  const isMine = ownsClip(viewer, clip)
  const cohortId = isMine ? null : await findWayIn(db, viewer, clipId, 'download')
  authorize(isMine || cohortId !== null, 'Only those whom the owner of the clip lets download it can do so.')
  if (!isMine && clip.isPaused) {
    conflict('paused', 'This clip is paused while a question about it is looked into.')
  }
  // One that fails is removed with all that is known of it, and a ledger cannot be: nothing is told of it before.
  if (!isWatchable(clip.state)) notYet()
  const file = (isMine ? await originalOf(db, clip) : undefined) ?? (await bestRenditionOf(db, clip))
  return { clip, cohortId, file: file ?? notYet() }
}

const notYet = () =>
  conflict('not-watchable', 'The clip is still being prepared. It can be watched in a little while.')

async function originalOf(db: Db, { recordingId, title }: VisibleClip) {
  if (recordingId === null) return undefined
  const original = await db
    .selectFrom('recordings')
    .innerJoin('uploads', 'uploads.id', 'recordings.uploadId')
    .select(['recordings.id', 'recordings.objectKey', 'recordings.bytes', 'uploads.filename'])
    .where('recordings.id', '=', recordingId)
    .where('recordings.originalGoneAt', 'is', null)
    // What a cut hides of it is hidden from whoever could hand it on.
    .where('recordings.sealedAt', 'is', null)
    .executeTakeFirst()
  if (!original) return undefined
  const { filename, ...object } = original
  // What its sender called it is no reason for a browser to take it for a page.
  const contentType = 'application/octet-stream'
  return { ...object, contentType, cutNo: null, filename: downloadName(title, extensionOf(filename)) }
}

async function bestRenditionOf(db: Db, clip: VisibleClip) {
  // Stills are no copy of it that anybody would want to keep.
  const renditions = (await liveRenditions(db, clip)).filter((each) => !isLean(each))
  const best = renditions.find(({ kind }) => kind === 'video') ?? renditions[0]
  if (!best) return undefined
  const { id, objectKey, bytes, cutNo, kind } = best
  const contentType = kind === 'audio' ? 'audio/mp4' : 'video/mp4'
  const filename = downloadName(clip.title, kind === 'audio' ? 'm4a' : 'mp4')
  return { id, objectKey, bytes, cutNo, contentType, filename }
}
