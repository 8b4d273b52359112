import { type Bench, cpu, type Figure } from './bench.ts'
import { cpuOf } from './cpu.ts'
import { inWorkshop } from './workshop.ts'

/** What stands between the last byte of a resumable upload and a clip that can be watched. */
export async function watchable(bench: Bench): Promise<Figure[]> {
  const { file, seconds } = await bench.sources.long()
  return inWorkshop(bench, 'watchable', async ({ deliver, prepare }) => {
    const { clipId, complete } = await deliver(file)
    bench.note(`preparing ${seconds} s until they can be watched`)
    const taken = await cpuOf(async () => {
      await complete()
      await prepare(clipId, 'watchable')
    })
    return [
      {
        what: 'CPU from the last byte to watchable ÷ clip length',
        ratio: taken.seconds / seconds,
        target: { atMost: 0.02 },
        how: [
          `${cpu(taken.seconds)} for ${seconds} s: checksum, probe, poster, packaging, verifying, placing; ${cpu(taken.own)} of it Node. PostgreSQL is not in it.`,
        ],
      },
    ]
  })
}
