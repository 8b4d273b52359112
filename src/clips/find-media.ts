import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, PlaybackId, RenditionId, StillId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { findPlaying } from './find-playback.ts'
import { isLean, liveRenditions, liveStills, type OfCut } from './find-renditions.ts'
import { findPlayable } from './find-watchable.ts'
import { masterPlaylist } from './master-playlist.ts'
import { storyboardVtt } from './storyboard.ts'

/** What a request for media names, besides what it wants. */
export interface OfPlayback {
  readonly clipId: ClipId
  readonly playbackId: PlaybackId
}

export async function findMasterPlaylist(db: Db, viewer: Viewer, of: OfPlayback): Promise<string> {
  const renditions = await liveRenditions(db, await findPlaying(db, viewer, of.clipId, of.playbackId))
  const switched = renditions.filter((each) => !isLean(each) && each.playlist !== null)
  if (switched.length === 0) notFound('playlist')
  return masterPlaylist(switched.map((row) => ({ ...row, uri: `renditions/${row.id}/media.m3u8` })))
}

export async function findStoryboard(db: Db, viewer: Viewer, of: OfPlayback): Promise<string> {
  const clip = await findPlaying(db, viewer, of.clipId, of.playbackId)
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

/** The playlist of one rendition; a recording that is played as one file has none. */
export async function findPlaylist(db: Db, viewer: Viewer, of: OfPlayback, id: RenditionId): Promise<string> {
  const { playlist } = await findRendition(db, viewer, of, id)
  return playlist ?? notFound('playlist')
}

/** A rendition of what is played. One that was replaced is served to players that still hold its playlist. */
export async function findRendition(db: Db, viewer: Viewer, of: OfPlayback, id: RenditionId) {
  const clip = await findPlaying(db, viewer, of.clipId, of.playbackId)
  const rendition = await db
    .selectFrom('renditions')
    .select(['id', 'objectKey', 'bytes', 'playlist', 'kind', 'cutNo'])
    .where('id', '=', id)
    .where('clipId', '=', clip.id)
    .where('cutNo', '=', clip.cutNo)
    .executeTakeFirst()
  return rendition ?? notFound('rendition')
}

/** A sheet of the storyboard, which shows the whole clip in small: not without a playback either. */
export const findSheet = async (db: Db, viewer: Viewer, of: OfPlayback, id: StillId) =>
  findStill(db, await findPlaying(db, viewer, of.clipId, of.playbackId), 'storyboard', id)

/** The poster is there before the clip is watchable, stands in lists, and is no play. */
export const findPoster = async (db: Db, viewer: Viewer, clipId: ClipId, id: StillId) =>
  findStill(db, await findPlayable(db, viewer, clipId), 'poster', id)

async function findStill(db: Db, clip: OfCut, kind: 'poster' | 'storyboard', id: StillId) {
  const still = await db
    .selectFrom('stills')
    .select(['id', 'objectKey', 'bytes', 'contentType', 'cutNo'])
    .where('id', '=', id)
    .where('clipId', '=', clip.id)
    .where('cutNo', '=', clip.cutNo)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return still ?? notFound('picture')
}
