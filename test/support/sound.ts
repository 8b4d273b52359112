import { findPreparation } from '../../src/clips/find-preparation.ts'
import { noteSound, type Sound } from '../../src/clips/note-sound.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import type { Platform } from '../../src/platform/platform.ts'

/** What was measured of a quiet room: a minute in which somebody talks twice. */
export const someSound = (changes: Partial<Sound> = {}): Sound => ({
  ...{ loudnessLufs: -32.4, truePeakDb: -12.5, gainDb: 14.4, peaksPerSecond: 20 },
  peaks: Uint8Array.from({ length: 1200 }, (_, at) => (at % 100 < 60 ? 200 - (at % 7) : 40)),
  talk: [
    [1000, 4000],
    [30_000, 55_050],
  ],
  ...changes,
})

/** Notes it for the clip as a worker does. */
export async function soundOf({ db }: Platform, clipId: ClipId, changes: Partial<Sound> = {}): Promise<void> {
  const clip = await findPreparation(db, clipId)
  if (!clip) throw new Error('the clip is gone')
  await noteSound(db, clip, someSound(changes))
}
