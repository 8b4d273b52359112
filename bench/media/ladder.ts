import { mkdir, rm } from 'node:fs/promises'
import { encodeRungs } from '../../src/platform/media/encode.ts'
import type { Packaged } from '../../src/platform/media/packaged.ts'
import { planRenditions } from '../../src/platform/media/rendition-plan.ts'
import { verifyRendition } from '../../src/platform/media/verify.ts'
import type { Bench } from './bench.ts'
import { type Cpu, cpuOf } from './cpu.ts'
import type { Source } from './sources.ts'

/** Every rendition of a source, made and verified as a worker does it, into a folder that must not stand yet. */
export async function ladderOf(
  { tools, signal }: Bench,
  { file, facts }: Source,
  folder: string,
): Promise<Cpu<Packaged[]>> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  return cpuOf(async () => {
    const plan = planRenditions(facts)
    const made = await encodeRungs({ tools, source: file, facts, folder, signal, plan })
    for (const rendition of made) await verifyRendition(tools, rendition, facts.durationMs, signal)
    return made
  })
}

const known = new WeakMap<Bench, Promise<Cpu<Packaged[]>>>()

/** The ladder of the short source, made once for all rows that divide by it. Its files stay. */
export function shortLadder(bench: Bench): Promise<Cpu<Packaged[]>> {
  const made =
    known.get(bench) ??
    (async () => {
      const source = await bench.sources.short()
      bench.note(`encoding the ladder of ${source.seconds} s`)
      return ladderOf(bench, source, `${bench.folder}/ladder`)
    })()
  known.set(bench, made)
  return made
}
