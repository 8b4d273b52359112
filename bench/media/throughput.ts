import { mkdir, rm } from 'node:fs/promises'
import { checksumOfPieces, type Server, sendBare, sendForm, sendTus, withServer } from './api.ts'
import { type Bench, type Figure, MiB, mib } from './bench.ts'
import { cpuOfProcess, median } from './cpu.ts'
import { requireRoom } from './memory.ts'
import { inWorkshop } from './workshop.ts'

/** Bytes per second, and processor time of the server in seconds. */
interface Sent {
  readonly perSecond: number
  readonly cpu: number
}

/** How fast one upload reaches the disk, beside the least that Node has to do for it. */
export async function throughput(bench: Bench): Promise<Figure[]> {
  const { quick, folder, signal, note } = bench
  const bytes = quick ? 64 * MiB : 512 * MiB
  const rounds = quick ? 1 : 5
  await requireRoom(folder, 3 * (rounds + 1) * bytes)
  const bareFolder = `${folder}/bare-pipe`
  await mkdir(bareFolder)
  const measure = async ({ pid }: Server, work: () => Promise<unknown>): Promise<Sent> => {
    const [start, before] = [performance.now(), cpuOfProcess(pid)]
    await work()
    return { perSecond: bytes / ((performance.now() - start) / 1000), cpu: cpuOfProcess(pid) - before }
  }
  try {
    return await inWorkshop(bench, 'throughput', ({ env, token }) =>
      withServer('src/main.ts', env, signal, (ours) =>
        withServer('bench/media/bare-pipe.ts', { DATA_DIR: bareFolder }, signal, async (bare) => {
          const upload = { baseUrl: ours.baseUrl, token, bytes, signal }
          const checksum = checksumOfPieces(bytes)
          const [form, tus, pipe]: [Sent[], Sent[], Sent[]] = [[], [], []]
          // The first round is for both to be warm.
          for (let round = 0; round <= rounds; round++) {
            note(`one upload of ${mib(bytes)} each way, round ${round} of ${rounds}`)
            let said = ''
            const barely = await measure(bare, async () => {
              said = await sendBare(bare.baseUrl, bytes, signal)
            })
            if (said !== checksum) throw new Error('the bare pipe wrote something else')
            const byForm = await measure(ours, () => sendForm(upload))
            const byTus = await measure(ours, () => sendTus(upload))
            if (round === 0) continue
            pipe.push(barely)
            form.push(byForm)
            tus.push(byTus)
          }
          const rate = (sent: Sent[]) => median(sent.map(({ perSecond }) => perSecond))
          const told = (sent: Sent[]) => {
            const perGiB = (median(sent.map((one) => one.cpu)) * 2 ** 30) / bytes
            return `${(rate(sent) / MiB).toFixed(0)} MiB/s and ${perGiB.toFixed(2)} CPU-s of the server for each GiB`
          }
          return [
            {
              what: 'Upload throughput to disk ÷ a bare Node pipe with SHA-256',
              ratio: Math.min(rate(form), rate(tus)) / rate(pipe),
              target: { atLeast: 0.8 },
              how: [
                `${mib(bytes)}, medians of ${rounds} in turn: the slower of our two ways counts.`,
                `Form, hashed on the way: ${told(form)}.`,
                `Resumable, hashed later: ${told(tus)}.`,
                `Bare pipe: ${told(pipe)}.`,
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
