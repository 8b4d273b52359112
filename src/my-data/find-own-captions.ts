import { isHeard } from '../captions/cues-on-cut.ts'
import { findMuted } from '../captions/find-captions.ts'
import { readCues } from '../captions/read-cues.ts'
import { writeWebvtt } from '../captions/write-webvtt.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'

interface OwnCaptions {
  readonly language: string
  /** Read when its turn comes: a person may have a thousand clips. */
  readonly vtt: () => Promise<string>
}

/** The captions of the viewer's own clips, whole, on the timelines of their recordings. */
export async function findOwnCaptions(db: Db, viewer: Viewer): Promise<Map<ClipId, OwnCaptions[]>> {
  const rows = await db
    .selectFrom('captions')
    .innerJoin('clips', 'clips.id', 'captions.clipId')
    .select(['captions.clipId', 'captions.language'])
    .where('clips.ownerId', '=', viewer.personId)
    .where('clips.organisationId', '=', viewer.organisationId)
    .orderBy('captions.clipId')
    .orderBy('captions.language')
    .execute()
  const own = rows.map(({ clipId, language }) => ({
    ...{ clipId, language },
    vtt: async () => (await textOf(db, clipId, language)) ?? '',
  }))
  return Map.groupBy(own, ({ clipId }) => clipId)
}

/** Without what was said where the clip is muted, which is not even its owner's to read any more. */
async function textOf(db: Db, clipId: ClipId, language: string): Promise<string | undefined> {
  const captions = await db
    .selectFrom('captions')
    .innerJoin('clips', 'clips.id', 'captions.clipId')
    .select(['captions.vtt', 'clips.id', 'clips.cutNo'])
    .where('clipId', '=', clipId)
    .where('language', '=', language)
    .executeTakeFirst()
  if (!captions) return undefined
  const muted = await findMuted(db, captions)
  if (muted.length === 0) return captions.vtt
  return writeWebvtt(readCues(captions.vtt).cues.filter((cue) => isHeard(muted, cue)))
}
