import { findClip, type VisibleClip } from '../clips/find-clip.ts'
import { findRedactions } from '../clips/find-redactions.ts'
import { findPlayable } from '../clips/find-watchable.ts'
import { ownsClip } from '../clips/policy.ts'
import { showOwners } from '../clips/show-owners.ts'
import { isWatchable } from '../clips/states.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { cuesOnClip, type OnRecording, type Stretch } from './cues-on-cut.ts'
import type { CaptionLanguage } from './languages.ts'
import { readCues } from './read-cues.ts'
import type { CaptionsList } from './schemas.ts'
import { writeWebvtt } from './write-webvtt.ts'

/** In which languages there are captions to a clip. `canMake`: whether a program that listens is set up here. */
export async function findCaptions(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  canMake: boolean,
): Promise<CaptionsList> {
  const clip = await findClip(db, viewer, clipId)
  const isOwner = ownsClip(viewer, clip)
  // They say what is said in it: who may not play a clip may not read it either.
  if (clip.isPaused && !isOwner) return { items: [], making: null }
  const owner = (await showOwners(db, viewer, [clipId])).get(clipId)
  const rows = await db
    .selectFrom('captions')
    .leftJoin('people', 'people.id', 'captions.madeBy')
    .select(['language', 'source', 'madeAt', 'people.id as personId', 'people.name'])
    .where('clipId', '=', clipId)
    .orderBy('language')
    .execute()
  return {
    items: rows.map(({ language, source, madeAt, personId, name }) => ({
      language: language as CaptionLanguage,
      source,
      // Where the owner is not named, their captions do not name them either.
      madeBy: owner && personId !== null && name !== null ? { id: personId, name } : null,
      madeAt: madeAt.toISOString(),
      url: `/api/v1/clips/${clipId}/captions/${language}`,
    })),
    making: isOwner ? await makingOf(db, clip, canMake) : null,
  }
}

async function makingOf(db: Db, { id, state }: VisibleClip, canMake: boolean) {
  const making = await db
    .selectFrom('captionMakings')
    .select('state')
    .where('clipId', '=', id)
    .executeTakeFirst()
  return {
    state: making?.state ?? ('none' as const),
    can: canMake && isWatchable(state) && making?.state !== 'asked',
  }
}

/**
 * The captions of a clip in one language, as WebVTT with the times of the clip as it is cut now; nothing of what was said
 * where it is muted, to its owner neither.
 */
export async function findCaptionsFile(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  language: CaptionLanguage,
): Promise<string> {
  const clip = await findPlayable(db, viewer, clipId)
  const captions = await db
    .selectFrom('captions')
    .select('vtt')
    .where('clipId', '=', clipId)
    .where('language', '=', language)
    .executeTakeFirst()
  if (!captions) return notFound('caption')
  return writeWebvtt(cuesOnClip(await placeOf(db, clip), readCues(captions.vtt).cues))
}

/** Where a clip within reach lies on its recording now, and where it is muted. */
export const placeOf = async (
  db: Db,
  { id, cutNo, inMs, durationMs }: Pick<VisibleClip, 'id' | 'cutNo' | 'inMs' | 'durationMs'>,
): Promise<OnRecording> => ({
  inMs,
  durationMs: durationMs ?? 0,
  muted: await findMuted(db, { id, cutNo }),
})

/** Where a cut is muted, on the recording's timeline. */
export const findMuted = async (
  db: Db,
  { id, cutNo }: Pick<VisibleClip, 'id' | 'cutNo'>,
): Promise<Stretch[]> => (await findRedactions(db, id, cutNo)).filter(({ kind }) => kind === 'mute')
