import type { Packaged } from '../src/platform/media/packaged.ts'
import { makePoster, type Poster } from '../src/platform/media/poster.ts'
import { probe } from '../src/platform/media/probe.ts'
import type { EmptyBench } from './preparing-step.ts'

/**
 * The poster of a cut, from the largest picture that was made of it: that holds nothing which was cut away, wherever a
 * seek would have ended in the recording. Null for the whole, whose poster is taken of the recording, and for sound.
 */
export async function posterOfCut(
  { workshop: { tools }, clip, folder, signal }: EmptyBench,
  made: readonly Packaged[],
): Promise<Poster | null> {
  const largest = made.find(({ kind }) => kind === 'video')
  if (!clip.cut || !largest) return null
  const facts = await probe(tools, largest.file, { signal })
  return makePoster({ tools, source: largest.file, facts, folder, signal })
}
