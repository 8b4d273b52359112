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
  await requireRoom(folder, 5 * (rounds + 1) * bytes)
  const [bareFolder, libraryFolder] = [`${folder}/bare-pipe`, `${folder}/library-pipe`]
  await mkdir(bareFolder)
  await mkdir(libraryFolder)
  const measure = async ({ pid }: Server, work: () => Promise<unknown>): Promise<Sent> => {
    const [start, before] = [performance.now(), cpuOfProcess(pid)]
    await work()
    return { perSecond: bytes / ((performance.now() - start) / 1000), cpu: cpuOfProcess(pid) - before }
  }
  try {
    return await inWorkshop(bench, 'throughput', ({ env, token }) =>
      withServer('src/main.ts', env, signal, (ours) =>
        withServer('bench/media/bare-pipe.ts', { DATA_DIR: bareFolder }, signal, (bare) =>
          withServer('bench/media/library-pipe.ts', { DATA_DIR: libraryFolder }, signal, async (library) => {
            const upload = { baseUrl: ours.baseUrl, token, bytes, signal }
            const alone = { ...upload, baseUrl: library.baseUrl }
            const checksum = checksumOfPieces(bytes)
            const barely = async () => {
              const said = await sendBare(bare.baseUrl, bytes, signal)
              if (said !== checksum) throw new Error('the bare pipe wrote something else')
            }
            const ways = {
              pipe: [bare, barely],
              form: [ours, () => sendForm(upload)],
              tus: [ours, () => sendTus(upload)],
              formAlone: [library, () => sendForm(alone)],
              tusAlone: [library, () => sendTus(alone)],
            } as const
            type Way = keyof typeof ways
            const sent: Record<Way, Sent[]> = { pipe: [], form: [], tus: [], formAlone: [], tusAlone: [] }
            // The first round is for all to be warm.
            for (let round = 0; round <= rounds; round++) {
              note(`one upload of ${mib(bytes)} each way, round ${round} of ${rounds}`)
              for (const way of Object.keys(ways) as Way[]) {
                const [server, work] = ways[way]
                const one = await measure(server, work)
                if (round > 0) sent[way].push(one)
              }
            }
            const rate = (way: Way) => median(sent[way].map(({ perSecond }) => perSecond))
            const told = (way: Way) => {
              const perGiB = (median(sent[way].map((one) => one.cpu)) * 2 ** 30) / bytes
              const ratio = (rate(way) / rate('pipe')).toFixed(2)
              return `${(rate(way) / MiB).toFixed(0)} MiB/s (${ratio}) and ${perGiB.toFixed(2)} CPU-s of the server for each GiB`
            }
            return [
              {
                what: 'Upload throughput to disk ÷ a bare Node pipe with SHA-256',
                ratio: Math.min(rate('form'), rate('tus')) / rate('pipe'),
                target: { atLeast: 0.8 },
                how: [
                  `${mib(bytes)}, medians of ${rounds} in turn: the slower of our two ways counts.`,
                  `Form, hashed on the way: ${told('form')}.`,
                  `Resumable, hashed later: ${told('tus')}.`,
                  `Bare pipe: ${told('pipe')}.`,
                  `@fastify/multipart alone, hashed on the way: ${told('formAlone')}.`,
                  `@tus/server alone, not hashed: ${told('tusAlone')}.`,
                  'All flush to the disk before they answer.',
                ],
              },
            ]
          }),
        ),
      ),
    )
  } finally {
    for (const made of [bareFolder, libraryFolder]) await rm(made, { recursive: true, force: true })
  }
}
