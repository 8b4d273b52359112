import { mkdir, rm } from 'node:fs/promises'
import { remux } from '../../src/platform/media/encode.ts'
import { verifyRendition } from '../../src/platform/media/verify.ts'
import { type Bench, cpu, type Figure } from './bench.ts'
import { cpuOf, median } from './cpu.ts'
import { shortLadder } from './ladder.ts'

/** What the first playable rendition costs beside all the others. */
export async function firstPlayable(bench: Bench): Promise<Figure[]> {
  const { tools, signal, folder, sources, note } = bench
  const [long, ladder] = [await sources.long(), await shortLadder(bench)]
  const { seconds } = await sources.short()
  note(`packaging ${long.seconds} s as they are, three times`)
  const taken: number[] = []
  for (let round = 0; round < 3; round++) {
    const own = `${folder}/remux-${round}`
    await mkdir(own)
    const { facts, file } = long
    const measured = await cpuOf(async () => {
      const made = await remux({ tools, source: file, facts, folder: own, signal })
      await verifyRendition(tools, made, facts.durationMs, signal)
    })
    taken.push(measured.seconds)
    await rm(own, { recursive: true })
  }
  const [first, times] = [median(taken), long.seconds / seconds]
  return [
    {
      what: 'CPU of the first playable ÷ the ladder',
      ratio: first / (ladder.seconds * times),
      target: { atMost: 0.02 },
      how: [
        `${long.seconds} s packaged as they are and verified: ${cpu(first)}, the median of ${taken.length}.`,
        `Ladder of ${seconds} s, verified: ${cpu(ladder.seconds)}, taken ${times} times for the same length.`,
      ],
    },
  ]
}
