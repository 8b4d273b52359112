import { findGain } from '../src/clips/find-gain.ts'
import { noteSound } from '../src/clips/note-sound.ts'
import type { MediaFacts } from '../src/platform/media/facts.ts'
import { measureSound } from '../src/platform/media/measure-sound.ts'
import { type Level, levelOf } from '../src/platform/media/sound-level.ts'
import type { Bench } from './preparing-step.ts'

/**
 * How loud the renditions of a cut are made: the same for all of them, so the first step that encodes has it measured,
 * and later ones, and later tries, find it noted. Null without sound.
 */
export async function levelOfCut(bench: Bench, facts: MediaFacts): Promise<Level | null> {
  const { workshop, clip, file: source, folder, signal } = bench
  const { platform, tools } = workshop
  if (!facts.audio) return null
  const noted = await findGain(platform.db, clip)
  if (noted) return levelOf(noted.gainDb, noted.truePeakDb)
  const sound = await measureSound({ tools, source, facts, cut: clip.cut, folder, signal })
  if (!sound) return null
  await noteSound(platform.db, clip, sound)
  // Another try that was taken for dead may have noted it meanwhile.
  const { gainDb, truePeakDb } = (await findGain(platform.db, clip)) ?? sound
  return levelOf(gainDb, truePeakDb)
}
