import type { MediaFacts } from '../src/platform/media/facts.ts'
import { probe } from '../src/platform/media/probe.ts'
import type { Bench } from './preparing-step.ts'

/** What the first step found out about the recording; looked at again where that was not kept. */
export const factsOf = async ({ workshop, clip, file, signal }: Bench): Promise<MediaFacts> =>
  (clip.facts as MediaFacts | null) ?? probe(workshop.tools, file, { signal })

/** How long that is which is prepared of a recording: all of it, or a cut. */
export const lengthOf = ({ cut }: Bench['clip'], { durationMs }: MediaFacts): number =>
  cut ? cut.outMs - cut.inMs : durationMs
