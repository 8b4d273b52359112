import { askWhenPrepared } from '../src/captions/ask-when-prepared.ts'
import { type Chunk, findChunks } from '../src/clips/find-chunks.ts'
import type { JoinChunks } from '../src/clips/jobs.ts'
import { makeWhole } from '../src/clips/make-whole.ts'
import type { MediaFacts } from '../src/platform/media/facts.ts'
import { joinChunks as joinPackaged, UnlikeChunks } from '../src/platform/media/join-chunks.ts'
import type { Handler } from './handler.ts'
import { clipStep, type EmptyBench, onEmptyBench } from './preparing-step.ts'
import { beginStep, stretches } from './progress.ts'
import { missingOf, publishLadder } from './publish-ladder.ts'

/** Puts the chunks of a ladder together and publishes it, as if it had been made as a whole. */
const step = clipStep<typeof JoinChunks>('watchable', async (task) => {
  const { workshop, clip } = task
  const { db, log, config } = workshop.platform
  const facts = clip.facts as MediaFacts | null
  const chunks = await findChunks(db, clip)
  // They were given up meanwhile, or are made anew.
  if (!facts || chunks.length === 0 || chunks.some(({ objectKey }) => objectKey === null)) return
  // Before the last step, so that dying anywhere leaves none unasked.
  if (config.captionsCommand !== undefined) await askWhenPrepared(db, clip)
  await beginStep(workshop.platform, clip, stretches.verifying)
  try {
    await onEmptyBench(task, (bench) => joinOn(bench, facts, chunks))
  } catch (error) {
    if (!(error instanceof UnlikeChunks)) throw error
    log.warn({ clipId: clip.id, err: error }, 'chunks do not belong together')
    await makeWhole(db, clip)
  }
})

async function joinOn(bench: EmptyBench, facts: MediaFacts, chunks: readonly Chunk[]): Promise<void> {
  const { workshop, clip, folder, signal } = bench
  const { store } = workshop.platform
  const fetched: { kind: Chunk['kind']; name: string; first: number; end: number }[] = []
  for (const { kind, position, objectKey, firstFrame: first, endFrame: end } of chunks) {
    const name = `chunk-${position}.mp4`
    await store.copyToFile(objectKey ?? '', `${folder}/${name}`, signal)
    fetched.push({ kind, name, first, end })
  }
  const made = await joinPackaged({
    ...{ tools: workshop.tools, plan: missingOf(clip, facts), folder, signal },
    chunks: fetched.filter(({ kind }) => kind === 'picture'),
    sound: fetched.find(({ kind }) => kind === 'sound')?.name ?? null,
  })
  await publishLadder(bench, facts, made)
}

export const joinChunks: Handler<typeof JoinChunks> = {
  ...step,
  /** A clip is no worse than one that was not divided. */
  async giveUp({ clipId, cutNo = 1 }, { platform: { db, log } }, because) {
    log.warn({ clipId, err: because }, 'chunks could not be put together')
    await makeWhole(db, { id: clipId, cutNo })
  },
}
