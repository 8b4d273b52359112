import type { MediaFacts } from '../src/platform/media/facts.ts'
import { probe } from '../src/platform/media/probe.ts'
import type { Bench } from './preparing-step.ts'

/** What is known of the recording; it is looked at where nothing is, and again where that was not kept. */
export const factsOf = async ({ workshop, clip, file, signal }: Bench): Promise<MediaFacts> =>
  (clip.facts as MediaFacts | null) ?? probe(workshop.tools, file, { signal })

/** How long that is which is prepared of a recording: all of it, or a cut. */
export const lengthOf = ({ cut }: Bench['clip'], { durationMs }: MediaFacts): number =>
  cut ? cut.outMs - cut.inMs : durationMs
