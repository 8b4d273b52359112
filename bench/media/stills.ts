import { makePoster } from '../../src/platform/media/poster.ts'
import { makeStoryboard } from '../../src/platform/media/storyboard.ts'
import { type Bench, cpu, type Figure } from './bench.ts'
import { cpuOf, median } from './cpu.ts'
import { shortLadder } from './ladder.ts'

const rounds = 5

/** What the pictures of a clip cost beside its renditions. */
export async function stills(bench: Bench): Promise<Figure[]> {
  const { tools, folder, signal, note } = bench
  const { file: source, facts, seconds } = await bench.sources.short()
  const ladder = await shortLadder(bench)
  const smallest = ladder.made.findLast(({ kind }) => kind === 'video')
  if (!smallest) throw new Error('the ladder has no picture')
  note('taking poster and storyboard, five times')
  const [posters, storyboards]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    const poster = await cpuOf(() => makePoster({ tools, source, facts, folder, signal }))
    const storyboard = await cpuOf(() => makeStoryboard({ tools, rendition: smallest, folder, signal }))
    posters.push(poster.seconds)
    storyboards.push(storyboard.seconds)
  }
  const [poster, storyboard] = [median(posters), median(storyboards)]
  return [
    {
      what: 'CPU of storyboard and poster ÷ the ladder',
      ratio: (poster + storyboard) / ladder.seconds,
      target: { atMost: 0.01 },
      how: [
        `Of ${seconds} s: poster ${cpu(poster)}, storyboard ${cpu(storyboard)}, medians of ${rounds}; ladder ${cpu(ladder.seconds)}.`,
      ],
    },
  ]
}
