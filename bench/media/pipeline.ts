import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { encodeRungs } from '../../src/platform/media/encode.ts'
import { planRenditions } from '../../src/platform/media/rendition-plan.ts'
import type { MediaTools } from '../../src/platform/media/tools.ts'
import { type Bench, cpu, type Figure } from './bench.ts'
import { cpuOf, median } from './cpu.ts'
import { ffmpeg } from './run.ts'
import type { Source } from './sources.ts'
import { inWorkshop } from './workshop.ts'

/** All that is done for a clip, beside the one ffmpeg command that makes its ladder, run bare. */
export async function pipeline(bench: Bench): Promise<Figure[]> {
  const source = await bench.sources.short()
  const rounds = bench.quick ? 1 : 3
  const words = await wordsOfLadder(bench, source)
  return inWorkshop(bench, 'pipeline', async ({ deliver, prepare }) => {
    const [bare, whole, own]: [number[], number[], number[]] = [[], [], []]
    for (let round = 0; round < rounds; round++) {
      bench.note(`the whole pipeline and the bare command, round ${round + 1} of ${rounds}`)
      const folder = `${bench.folder}/bare`
      const names = [...planRenditions(source.facts).video.map(({ name }) => name), 'audio']
      for (const name of names) await mkdir(`${folder}/${name}`, { recursive: true })
      const command = await cpuOf(() => ffmpeg(words, { signal: bench.signal, cwd: folder }))
      await rm(folder, { recursive: true })

      const { clipId, complete } = await deliver(source.file)
      const everything = await cpuOf(async () => {
        await complete()
        await prepare(clipId, 'all is done')
      })
      whole.push(everything.seconds)
      own.push(everything.own)
      const bareSeconds = command.seconds - command.own
      bare.push(bareSeconds)
      bench.note(
        `${cpu(everything.seconds)} and ${cpu(bareSeconds)} bare: ${(everything.seconds / bareSeconds).toFixed(3)}`,
      )
    }
    const [ours, theirs] = [median(whole), median(bare)]
    return [
      {
        what: 'CPU of the whole pipeline ÷ its bare ladder command',
        ratio: ours / theirs,
        target: { atMost: 1.05 },
        how: [
          `${source.seconds} s from the last byte until all is done: ${cpu(ours)}, ${cpu(median(own))} of it Node; the command: ${cpu(theirs)}. Medians of ${rounds} in turn.`,
          'Checksum, probe, poster, first playable, verifying, storyboard, placing and the box are in the first alone.',
        ],
      },
    ]
  })
}

/** What our code gives to ffmpeg for the ladder, as it was caught by a script in ffmpeg's place. */
async function wordsOfLadder({ tools, signal, folder: base }: Bench, { file, facts }: Source) {
  const folder = `${base}/caught`
  await mkdir(folder)
  const [script, caught] = [`${folder}/ffmpeg`, `${folder}/words`]
  await writeFile(script, `#!/bin/sh\nprintf '%s\\0' "$@" > '${caught}'\nexit 1\n`, { mode: 0o755 })
  const none = undefined
  const box = { bwrap: none, lacks: none, unshare: none, setpriv: none, prlimit: none, choom: none }
  const spying: MediaTools = { ...tools, ffmpeg: script, box: { ...box, nice: none, ionice: none } }
  await encodeRungs({
    tools: spying,
    source: file,
    facts,
    folder,
    signal,
    plan: planRenditions(facts),
  }).catch(() => undefined)
  const words = (await readFile(caught, 'utf8')).split('\0').slice(0, -1)
  // Without what is asked of ffmpeg so that we can follow it.
  return words.slice(words.indexOf('-threads'))
}
