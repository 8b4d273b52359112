import { beginChunks, type NewChunk } from '../src/clips/begin-chunks.ts'
import { findChunks } from '../src/clips/find-chunks.ts'
import { findPreparation, type Preparation } from '../src/clips/find-preparation.ts'
import type { EncodeLadder } from '../src/clips/jobs.ts'
import { planChunks } from '../src/platform/media/chunk-plan.ts'
import type { MediaFacts } from '../src/platform/media/facts.ts'
import { findWorkers } from '../src/platform/queue/find-status.ts'
import type { PayloadOf } from '../src/platform/queue/job.ts'
import type { Workshop } from './handler.ts'
import { beginStep, stretches } from './progress.ts'
import { missingOf } from './publish-ladder.ts'

/**
 * Divides the ladder of a long cut among the workers that live, or goes on with one that was divided before. Answers false
 * where it is to be made as a whole.
 */
export async function divideLadder(
  { clipId, cutNo = 1, isWhole = false }: PayloadOf<typeof EncodeLadder>,
  { platform }: Workshop,
): Promise<boolean> {
  if (isWhole) return false
  const { db } = platform
  const clip = await findPreparation(db, clipId)
  // What is not to be prepared is left alone there as well.
  if (clip?.state !== 'watchable' || clip.cutNo !== cutNo) return false
  const isDivided = (await findChunks(db, clip)).length > 0
  const chunks = isDivided ? [] : chunksOf(clip, (await findWorkers(db)).workers)
  if (chunks === null) return false
  await beginStep(platform, clip, stretches.encoding)
  await beginChunks(db, clip, chunks)
  return true
}

/** The sound comes first: it may have to be measured before. */
function chunksOf(clip: Preparation, workers: number): NewChunk[] | null {
  const facts = clip.facts as MediaFacts | null
  if (!facts) return null
  const plan = missingOf(clip, facts)
  const pictures = plan.video.length > 0 ? planChunks(facts, clip.cut, workers) : null
  const last = pictures?.at(-1)
  if (!pictures || !last) return null
  const sound = { kind: 'sound', firstFrame: 0, endFrame: last.end } as const
  return [
    ...(plan.audio ? [sound] : []),
    ...pictures.map(({ first, end }) => ({ kind: 'picture', firstFrame: first, endFrame: end }) as const),
  ]
}
