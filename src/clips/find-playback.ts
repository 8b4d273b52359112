import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, RenditionId, StillId } from '../platform/ids.ts'
import { conflict, notFound } from '../platform/problems.ts'
import { findClip } from './find-clip.ts'
import { masterPlaylist } from './master-playlist.ts'
import { masterUrl, renditionUrl, stillUrl, storyboardUrl } from './media-urls.ts'
import { ownsClip } from './policy.ts'
import type { Playback } from './schemas.ts'
import { isWatchable } from './states.ts'
import { storyboardVtt } from './storyboard.ts'

/** Where the viewer's player finds everything of a clip. Refuses with 409 while there is nothing to play. */
export async function findPlayback(db: Db, viewer: Viewer, clipId: ClipId): Promise<Playback> {
  const clip = await findWatchable(db, viewer, clipId)
  const [renditions, stills] = await Promise.all([liveRenditions(db, clip), liveStills(db, clip)])
  const poster = stills.find(({ kind }) => kind === 'poster')
  const audio = renditions.find(({ kind }) => kind === 'audio')
  return {
    playlistUrl: masterUrl(clipId),
    posterUrl: poster ? stillUrl(clipId, poster.id) : null,
    storyboardUrl: stills.some(({ kind }) => kind === 'storyboard') ? storyboardUrl(clipId) : null,
    audioUrl: audio ? renditionUrl(clipId, audio.id) : null,
  }
}

export async function findMasterPlaylist(db: Db, viewer: Viewer, clipId: ClipId): Promise<string> {
  const clip = await findWatchable(db, viewer, clipId)
  const renditions = await liveRenditions(db, clip)
  return masterPlaylist(renditions.map((row) => ({ ...row, uri: `renditions/${row.id}/media.m3u8` })))
}

export async function findStoryboard(db: Db, viewer: Viewer, clipId: ClipId): Promise<string> {
  const clip = await findWatchable(db, viewer, clipId)
  const sheets = (await liveStills(db, clip)).filter(({ kind }) => kind === 'storyboard')
  if (sheets.length === 0) notFound('storyboard')
  return storyboardVtt(
    sheets.map((sheet) => ({
      url: `stills/${sheet.id}`,
      tiles: sheet.tiles ?? 0,
      tileWidth: sheet.tileWidth ?? 0,
      tileHeight: sheet.tileHeight ?? 0,
      tileColumns: sheet.tileColumns ?? 1,
      everyMs: sheet.everyMs ?? 0,
    })),
    clip.durationMs ?? 0,
  )
}

/** A rendition of a clip within reach. One that was replaced is served to players that still hold its playlist. */
export async function findRendition(db: Db, viewer: Viewer, clipId: ClipId, id: RenditionId) {
  // Of an earlier cut it is gone, and not only “not yet”.
  const clip = await findPlayable(db, viewer, clipId)
  const rendition = await db
    .selectFrom('renditions')
    .select(['objectKey', 'bytes', 'playlist', 'kind', 'cutNo'])
    .where('id', '=', id)
    .where('clipId', '=', clip.id)
    .where('cutNo', '=', clip.cutNo)
    .executeTakeFirst()
  return rendition ?? notFound('rendition')
}

/** A still of a clip within reach: the poster is there before the clip is watchable. */
export async function findStill(db: Db, viewer: Viewer, clipId: ClipId, id: StillId) {
  const clip = await findPlayable(db, viewer, clipId)
  const still = await db
    .selectFrom('stills')
    .select(['objectKey', 'bytes', 'contentType', 'cutNo'])
    .where('id', '=', id)
    .where('clipId', '=', clip.id)
    .where('cutNo', '=', clip.cutNo)
    .executeTakeFirst()
  return still ?? notFound('picture')
}

/** While a concern is looked into, or a consent was withdrawn, nobody but the owner plays the clip. */
async function findPlayable(db: Db, viewer: Viewer, clipId: ClipId) {
  const clip = await findClip(db, viewer, clipId)
  if (clip.isPaused && !ownsClip(viewer, clip)) {
    conflict('paused', 'This clip is paused while a question about it is looked into.')
  }
  return clip
}

async function findWatchable(db: Db, viewer: Viewer, clipId: ClipId) {
  const clip = await findPlayable(db, viewer, clipId)
  if (!isWatchable(clip.state)) {
    conflict('not-watchable', 'The clip is still being prepared. It can be watched in a little while.')
  }
  return clip
}

interface OfCut {
  readonly id: ClipId
  readonly cutNo: number
}

const liveRenditions = (db: Db, clip: OfCut) =>
  db
    .selectFrom('renditions')
    .selectAll()
    .where('clipId', '=', clip.id)
    .where('cutNo', '=', clip.cutNo)
    .where('retiredAt', 'is', null)
    .orderBy('bandwidth', 'desc')
    .execute()

const liveStills = (db: Db, clip: OfCut) =>
  db
    .selectFrom('stills')
    .selectAll()
    .where('clipId', '=', clip.id)
    .where('cutNo', '=', clip.cutNo)
    .where('retiredAt', 'is', null)
    .orderBy('position')
    .execute()
