import { visibleClips } from '../clips/find-clip.ts'
import type { ClipState } from '../clips/states.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'

/** A file of a clip, as it stands in the store. */
interface Medium {
  readonly objectKey: string
  readonly bytes: number
  /** What it is called in the export. */
  readonly name: string
}

export type OwnClip = Awaited<ReturnType<typeof findOwnClips>>[number]

/** The viewer's own clips, oldest first, each with its original while there is one that is not sealed, else its
 * best rendition. */
export async function findOwnClips(db: Db, viewer: Viewer) {
  const rows = await visibleClips(db, viewer)
    .leftJoin('recordings', 'recordings.id', 'clips.recordingId')
    .leftJoin('uploads', 'uploads.id', 'recordings.uploadId')
    .leftJoin('clipKeepings', 'clipKeepings.clipId', 'clips.id')
    .where('clips.ownerId', '=', viewer.personId)
    .select([
      'clips.id',
      'clips.title',
      'clips.tried',
      'clips.question',
      'clips.state',
      'clips.cutNo',
      'clips.durationMs',
      'clips.createdAt',
    ])
    .select(['clipWithdrawals.withdrawnAt', 'clipKeepings.untilOn'])
    .select(['recordings.objectKey', 'recordings.bytes', 'recordings.sha256', 'recordings.capturedAt'])
    .select(['recordings.originalGoneAt', 'recordings.sealedAt'])
    .select(['uploads.filename', 'uploads.contentType'])
    .orderBy('clips.id')
    .execute()
  const best = await bestRenditions(db, viewer)
  return rows.map((row) => ({
    ...row,
    state: row.state as ClipState,
    medium:
      row.objectKey !== null && row.bytes !== null && row.originalGoneAt === null && row.sealedAt === null
        ? { objectKey: row.objectKey, bytes: row.bytes, name: `original${extensionOf(row.filename ?? '')}` }
        : (best.get(row.id) ?? null),
  }))
}

/** Of each clip's current cut, the rendition that keeps most. */
async function bestRenditions(db: Db, viewer: Viewer): Promise<Map<ClipId, Medium>> {
  const rows = await db
    .selectFrom('renditions')
    .innerJoin('clips', (join) =>
      join.onRef('clips.id', '=', 'renditions.clipId').onRef('clips.cutNo', '=', 'renditions.cutNo'),
    )
    .select(['clips.id', 'renditions.objectKey', 'renditions.bytes', 'renditions.name'])
    .distinctOn('clips.id')
    .where('clips.ownerId', '=', viewer.personId)
    .where('renditions.retiredAt', 'is', null)
    .orderBy('clips.id')
    .orderBy('renditions.kind', 'desc')
    .orderBy('renditions.bandwidth', 'desc')
    .execute()
  return new Map(
    rows.map(({ id, objectKey, bytes, name }) => [id, { objectKey, bytes, name: `${name}.mp4` }]),
  )
}

/** Only what any system takes for the end of a file name. */
const extensionOf = (filename: string): string =>
  /\.[a-z0-9]{1,8}$/i.exec(filename)?.[0].toLowerCase() ?? '.bin'
