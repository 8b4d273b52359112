import { mkdir, rm } from 'node:fs/promises'
import { checksumOfPieces, sendBare, sendForm, sendTus, withServer } from './api.ts'
import { type Bench, type Figure, MiB, mib } from './bench.ts'
import { median } from './cpu.ts'
import { requireRoom } from './memory.ts'
import { inWorkshop } from './workshop.ts'

/** How fast one upload reaches the disk, beside the least that Node has to do for it. */
export async function throughput(bench: Bench): Promise<Figure[]> {
  const { quick, folder, signal, note } = bench
  const bytes = quick ? 64 * MiB : 512 * MiB
  const rounds = quick ? 1 : 5
  await requireRoom(folder, 3 * (rounds + 1) * bytes)
  const bareFolder = `${folder}/bare-pipe`
  await mkdir(bareFolder)
  const measure = async (work: () => Promise<unknown>) => {
    const start = performance.now()
    await work()
    return bytes / ((performance.now() - start) / 1000)
  }
  try {
    return await inWorkshop(bench, 'throughput', ({ env, token }) =>
      withServer('src/main.ts', env, signal, (ours) =>
        withServer('bench/media/bare-pipe.ts', { DATA_DIR: bareFolder }, signal, async (bare) => {
          const upload = { baseUrl: ours.baseUrl, token, bytes, signal }
          const checksum = checksumOfPieces(bytes)
          const [form, tus, pipe]: [number[], number[], number[]] = [[], [], []]
          // The first round is for both to be warm.
          for (let round = 0; round <= rounds; round++) {
            note(`one upload of ${mib(bytes)} each way, round ${round} of ${rounds}`)
            let said = ''
            const barely = await measure(async () => {
              said = await sendBare(bare.baseUrl, bytes, signal)
            })
            if (said !== checksum) throw new Error('the bare pipe wrote something else')
            const byForm = await measure(() => sendForm(upload))
            const byTus = await measure(() => sendTus(upload))
            if (round === 0) continue
            pipe.push(barely)
            form.push(byForm)
            tus.push(byTus)
          }
          const [ourForm, ourTus, least] = [median(form), median(tus), median(pipe)]
          const perSecond = (rate: number) => `${(rate / MiB).toFixed(0)} MiB/s`
          return [
            {
              what: 'Upload throughput to disk ÷ a bare Node pipe with SHA-256',
              ratio: Math.min(ourForm, ourTus) / least,
              target: { atLeast: 0.8 },
              how: [
                `${mib(bytes)}, medians of ${rounds} in turn: form, hashed on the way, ${perSecond(ourForm)}; resumable, hashed later, ${perSecond(ourTus)}; bare pipe ${perSecond(least)}. The slower way counts.`,
                'All flush to the disk before they answer.',
              ],
            },
          ]
        }),
      ),
    )
  } finally {
    await rm(bareFolder, { recursive: true, force: true })
  }
}
