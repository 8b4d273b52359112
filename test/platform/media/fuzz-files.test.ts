import { rm, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { maxDurationMs } from '../../../src/platform/media/guard.ts'
import { probe } from '../../../src/platform/media/probe.ts'
import { MediaRefusal } from '../../../src/platform/media/refusal.ts'
import { type Chance, fuzzingSlowly } from '../../support/hostile/chance.ts'
import { openWorkbench, sound, type Workbench } from '../../support/hostile/hostile-file.ts'
import { mutatedBytes } from '../../support/hostile/mutate-bytes.ts'
import { expectWithinLimits } from '../../support/hostile/within-limits.ts'
import { freshFolders, mediaTools } from '../../support/media-work.ts'

const fresh = freshFolders()
const kinds = ['mp4', 'mkv', 'ts', 'avi', 'webm', 'mp3', 'wav', 'ogg', 'aac', 'm4a'] as const
const good = (bench: Workbench, kind: (typeof kinds)[number]): Promise<Buffer> =>
  kind === 'mp3' || kind === 'wav' || kind === 'ogg' || kind === 'aac' || kind === 'm4a'
    ? Promise.resolve(sound(kind)(bench))
    : bench.base(kind)

describe('whatever bytes a file holds', () => {
  test('looking at it ends in facts within limits, or in a refusal', { timeout: 240_000 }, async () => {
    await using bench = await openWorkbench(0)
    const tools = await mediaTools()
    const folder = await fresh()
    const ends = new Map<string, number>()
    const once = async (chance: Chance, seed: number) => {
      const kind = chance.of(kinds)
      const file = `${folder}/${seed}`
      await writeFile(file, mutatedBytes(await good(bench, kind), chance))
      let end = 'facts'
      try {
        expectWithinLimits(await probe(tools, file), maxDurationMs)
      } catch (error) {
        if (!(error instanceof MediaRefusal)) throw new Error(`as ${kind}`, { cause: error })
        end = error.code
      } finally {
        await rm(file, { force: true })
      }
      ends.set(end, (ends.get(end) ?? 0) + 1)
    }
    await fuzzingSlowly({ most: 100, seconds: 30 }, once)
    expect([...ends.values()].reduce((a, b) => a + b)).toBeGreaterThan(process.env.FUZZ_SEED ? 0 : 10)
  })
})
