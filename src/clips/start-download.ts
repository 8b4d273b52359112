import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type ClipId, newId, type PlaybackId } from '../platform/ids.ts'
import { appendLedger } from './append-ledger.ts'
import { findDownloadable } from './find-downloadable.ts'
import { lockForPlay } from './lock-ledger.ts'
import { downloadUrl } from './media-urls.ts'
import type { Download } from './schemas.ts'

/**
 * Gives the viewer an address to download the clip from, and tells its owner so, once: a download that breaks off goes on
 * at the same address, in ranges, and adds nothing.
 */
export async function startDownload(db: Db, viewer: Viewer, clipId: ClipId): Promise<Download> {
  const { organisationId } = (await findDownloadable(db, viewer, clipId)).clip
  return db.transaction().execute(async (trx) => {
    await lockForPlay(trx, viewer, { organisationId, clipId })
    const { clip, cohortId, file } = await findDownloadable(trx, viewer, clipId)
    const id = newId<PlaybackId>()
    const { personId } = viewer
    await trx
      .insertInto('playbacks')
      .values({ organisationId, id, clipId, personId, what: 'download', cutNo: clip.cutNo })
      .execute()
    const detail = { original: file.cutNo === null }
    await appendLedger(trx, { organisationId, clipId, what: 'download', personId, cohortId, detail })
    return { url: downloadUrl(clipId, id), filename: file.filename, bytes: file.bytes }
  })
}
