import type { ClipId, PlaybackId, RenditionId, StillId } from '../platform/ids.ts'

const folder = (clipId: ClipId): string => `/media/clips/${clipId}`

/** Everything of a playback below one folder, so that a playlist can name its parts relative to itself. */
const playbackFolder = (clipId: ClipId, playbackId: PlaybackId): string =>
  `${folder(clipId)}/playbacks/${playbackId}`

export const masterUrl = (clipId: ClipId, playbackId: PlaybackId): string =>
  `${playbackFolder(clipId, playbackId)}/master.m3u8`
export const storyboardUrl = (clipId: ClipId, playbackId: PlaybackId): string =>
  `${playbackFolder(clipId, playbackId)}/storyboard.vtt`
export const renditionUrl = (clipId: ClipId, playbackId: PlaybackId, renditionId: RenditionId): string =>
  `${playbackFolder(clipId, playbackId)}/renditions/${renditionId}/media.mp4`
export const renditionPlaylistUrl = (...of: Parameters<typeof renditionUrl>): string =>
  renditionUrl(...of).replace(/mp4$/, 'm3u8')
export const posterUrl = (clipId: ClipId, stillId: StillId): string => `${folder(clipId)}/stills/${stillId}`
export const downloadUrl = (clipId: ClipId, downloadId: PlaybackId): string =>
  `${folder(clipId)}/downloads/${downloadId}`
