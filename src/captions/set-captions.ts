import { actAsOwner } from '../clips/act-as-owner.ts'
import { appendLedger } from '../clips/append-ledger.ts'
import type { VisibleClip } from '../clips/find-clip.ts'
import { refuseUnwatchable } from '../clips/find-watchable.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { conflict, malformed } from '../platform/problems.ts'
import { cuesOnRecording } from './cues-on-cut.ts'
import { placeOf } from './find-captions.ts'
import type { CaptionLanguage } from './languages.ts'
import { tidy } from './plain-text.ts'
import { readCues } from './read-cues.ts'
import type { Cue, SetCaptions } from './schemas.ts'
import { writeCaptions } from './write-captions.ts'
import { writeWebvtt } from './write-webvtt.ts'

/**
 * The owner gives the clip captions in a language, from a file or line by line, with the times of the clip as it is cut
 * now. They take the place of those that are shown; lines outside of the cut stay.
 */
export async function setCaptions(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  language: CaptionLanguage,
  said: SetCaptions,
): Promise<void> {
  const cues = cuesOf(said)
  await actAsOwner(
    db,
    viewer,
    clipId,
    'Only the person who uploaded the clip can caption it.',
    async (trx, clip) => {
      refuseUnwatchable(clip)
      // The lock on its terms keeps anybody from cutting it meanwhile.
      if (said.cutNo !== undefined && said.cutNo !== clip.cutNo) {
        conflict('cut-anew', 'The clip was cut anew meanwhile. Please look again where this belongs.')
      }
      refuseBeyond(clip, cues)
      const before = await trx
        .selectFrom('captions')
        .select('vtt')
        .where('clipId', '=', clipId)
        .where('language', '=', language)
        .executeTakeFirst()
      const kept = before ? readCues(before.vtt).cues : []
      const { organisationId, personId } = viewer
      await writeCaptions(trx, {
        ...{ organisationId, clipId, language, madeBy: personId },
        source: said.cues ? 'edited' : 'uploaded',
        vtt: writeWebvtt(cuesOnRecording(await placeOf(trx, clip), cues, kept)),
      })
      await appendLedger(trx, {
        ...{ organisationId, clipId, what: 'captions', personId },
        detail: { language, change: before ? 'changed' : 'added' },
      })
    },
  )
}

function cuesOf({ file, cues }: SetCaptions): Cue[] {
  if ((file === undefined) === (cues === undefined)) {
    malformed('not-captions', 'Please send the text of a file, or lines: one of the two.')
  }
  if (file !== undefined) return readCues(file).cues
  const tidied = (cues ?? [])
    .map((cue) => ({ ...cue, text: tidy(cue.text) }))
    .filter(({ text }) => text !== '')
  for (const [index, { startMs, endMs }] of tidied.entries()) {
    if (endMs <= startMs)
      malformed('not-captions', `Line ${index + 1}: a caption must end after it starts.`, { line: index + 1 })
  }
  if (tidied.length === 0) malformed('not-captions', 'There are no captions in this.')
  return tidied
}

/** A file of another recording would mostly lie behind the end. */
function refuseBeyond({ durationMs }: VisibleClip, cues: readonly Cue[]): void {
  const beyond = cues.filter(({ startMs }) => startMs >= (durationMs ?? 0)).length
  if (beyond === cues.length || beyond > 20) {
    malformed(
      'beyond-the-clip',
      'These captions go on after the end of the clip. Do they belong to another one?',
    )
  }
}
