import type { Preparation } from '../src/clips/find-preparation.ts'
import type { MediaFacts } from '../src/platform/media/facts.ts'
import { probe } from '../src/platform/media/probe.ts'
import type { Workshop } from './handler.ts'

/** What the first step found out about the recording; looked at again where that was not kept. */
export const factsOf = async (
  { tools }: Workshop,
  { facts }: Preparation,
  file: string,
  signal: AbortSignal,
): Promise<MediaFacts> => (facts as MediaFacts | null) ?? probe(tools, file, { signal })
