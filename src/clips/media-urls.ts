import type { ClipId, RenditionId, StillId } from '../platform/ids.ts'

/** Everything below one folder per clip, so that a playlist can name its parts relative to itself. */
const folder = (clipId: ClipId): string => `/media/clips/${clipId}`

export const masterUrl = (clipId: ClipId): string => `${folder(clipId)}/master.m3u8`
export const storyboardUrl = (clipId: ClipId): string => `${folder(clipId)}/storyboard.vtt`
export const stillUrl = (clipId: ClipId, stillId: StillId): string => `${folder(clipId)}/stills/${stillId}`
export const renditionUrl = (clipId: ClipId, renditionId: RenditionId): string =>
  `${folder(clipId)}/renditions/${renditionId}/media.mp4`
