import type { Preparation } from '../src/clips/find-preparation.ts'
import { checkScratchRoom, withScratch } from '../src/platform/media/scratch.ts'
import type { Workshop } from './handler.ts'

interface Source {
  /** The original on this disk. Read it, never write to it. */
  readonly file: string
  /** An empty folder for what is made of it. */
  readonly folder: string
}

/** Brings the original here, since ffmpeg is given local files only, and takes everything away again afterwards. */
export const withSource = <T>(
  { platform, scratch }: Workshop,
  { objectKey, bytes }: Preparation,
  signal: AbortSignal,
  work: (source: Source) => Promise<T>,
): Promise<T> =>
  withScratch(scratch, async (folder) => {
    await checkScratchRoom(scratch, bytes)
    const file = `${folder}/original`
    await platform.store.copyToFile(objectKey, file, signal)
    return work({ file, folder })
  })
