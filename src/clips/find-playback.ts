import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, PlaybackId } from '../platform/ids.ts'
import { notFound, Problem } from '../platform/problems.ts'
import { isLean, liveRenditions, liveStills, type OfCut } from './find-renditions.ts'
import { findPlayable, refuseUnwatchable } from './find-watchable.ts'
import { masterUrl, posterUrl, renditionPlaylistUrl, renditionUrl, storyboardUrl } from './media-urls.ts'
import type { Playback } from './schemas.ts'

/** How long what a playback or a download names can be fetched. Long enough for a working day. */
export const goodForHours = 12

/** Looks again at a playback that was granted: there may be more of the clip by now. It is not another play. */
export async function findPlayback(db: Db, viewer: Viewer, clipId: ClipId, id: PlaybackId) {
  return showPlayback(db, await findPlaying(db, viewer, clipId, id), id)
}

/** Where a playback finds everything of its clip. */
export async function showPlayback(db: Db, clip: OfCut, id: PlaybackId): Promise<Playback> {
  const renditions = await liveRenditions(db, clip)
  const stills = await liveStills(db, clip)
  const poster = stills.find(({ kind }) => kind === 'poster')
  const lean = renditions.find(isLean)
  const others = renditions.filter((each) => !isLean(each))
  const audio = others.find(({ kind }) => kind === 'audio')
  return {
    id,
    playlistUrl: playlistOf(clip.id, id, others, lean),
    posterUrl: poster ? posterUrl(clip.id, poster.id) : null,
    storyboardUrl: stills.some(({ kind }) => kind === 'storyboard') ? storyboardUrl(clip.id, id) : null,
    audioUrl: audio ? renditionUrl(clip.id, id, audio.id) : null,
    leanUrl: lean ? renditionUrl(clip.id, id, lean.id) : null,
  }
}

type Live = Awaited<ReturnType<typeof liveRenditions>>[number]

/** Another address for what is there until the ladder is: players take that up as soon as it is named here. */
function playlistOf(clipId: ClipId, id: PlaybackId, others: readonly Live[], lean: Live | undefined): string {
  const file = others.find(({ playlist }) => playlist === null)
  if (file) return renditionUrl(clipId, id, file.id)
  return others.length === 0 && lean ? renditionPlaylistUrl(clipId, id, lean.id) : masterUrl(clipId, id)
}

/**
 * The clip as this playback may play it now. A playback of somebody else, of another clip, or of a cut that is no longer
 * the clip's looks like one that never was; one's own that is too old is a 410, and asking anew helps.
 */
export async function findPlaying(db: Db, viewer: Viewer, clipId: ClipId, id: PlaybackId) {
  const clip = await findPlayable(db, viewer, clipId)
  const playback = await findGranted(db, viewer, clipId, id, 'play')
  if (!playback || playback.cutNo !== clip.cutNo) return notFound('playback')
  refuseUnwatchable(clip)
  if (playback.isOver) {
    throw new Problem(
      410,
      'playback-ended',
      'This page was open for a long time. Please start the clip again.',
    )
  }
  return clip
}

/** What this viewer was given for this clip, if it was to them. */
export const findGranted = (
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  id: PlaybackId,
  what: 'play' | 'download',
) =>
  db
    .selectFrom('playbacks')
    .select(['cutNo', sql<boolean>`granted_at < now() - ${goodForHours} * interval '1 hour'`.as('isOver')])
    .where('id', '=', id)
    .where('clipId', '=', clipId)
    .where('personId', '=', viewer.personId)
    .where('what', '=', what)
    .executeTakeFirst()
