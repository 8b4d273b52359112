import { readFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { sendForm, sendTus, withServer } from './api.ts'
import { type Bench, type Figure, MiB, mib } from './bench.ts'
import { median } from './cpu.ts'
import { inWorkshop } from './workshop.ts'

const everyMs = 200
/** Of what the server takes when idle: more than this over the last two thirds is not flat. */
const mostRise = 0.1

/** What four large uploads at once, two by form and two resumable, do to the memory of the server. */
export async function memory(bench: Bench): Promise<Figure[]> {
  const { quick, folder, signal, note } = bench
  const bytes = quick ? 64 * MiB : 2048 * MiB
  await requireRoom(folder, 4 * bytes)
  return inWorkshop(bench, 'memory', ({ env, token }) =>
    withServer('src/main.ts', env, signal, async ({ pid, baseUrl }) => {
      await sleep(quick ? 1000 : 5000, undefined, { signal })
      const before: number[] = []
      for (let at = 0; at < 10; at++) {
        before.push(residentBytes(pid))
        await sleep(everyMs, undefined, { signal })
      }
      const idle = median(before)
      note(`sending 4 × ${mib(bytes)} at once`)
      const samples: { readonly ms: number; readonly bytes: number }[] = []
      const start = performance.now()
      const take = () => samples.push({ ms: performance.now() - start, bytes: residentBytes(pid) })
      const taking = setInterval(take, everyMs)
      try {
        const upload = { baseUrl, token, bytes, signal }
        await Promise.all([sendForm(upload), sendForm(upload), sendTus(upload), sendTus(upload)])
      } finally {
        clearInterval(taking)
      }
      take()
      const tookMs = performance.now() - start
      const most = Math.max(...samples.map((sample) => sample.bytes))
      const later = samples.filter(({ ms }) => ms >= tookMs / 3)
      const perMs = slopeOf(later)
      const rise = (perMs * tookMs * 2) / 3
      const perGiB = (perMs * tookMs) / ((4 * bytes) / 2 ** 30)
      return [
        {
          what: `API memory while receiving 4 × ${mib(bytes)} at once ÷ idle`,
          ratio: most / idle,
          target: { atMost: 2 },
          how: [
            `Idle ${mib(idle)}, at most ${mib(most)}, of ${samples.length} samples in ${(tookMs / 1000).toFixed(1)} s (VmRSS of the API's process).`,
            `Slope over the last two thirds: ${(perGiB / MiB).toFixed(2)} MiB for each GiB received; up to ${mib(mostRise * idle)} over them counts as flat.`,
          ],
          ...(rise > mostRise * idle && { but: `it rose by ${mib(rise)}: not flat` }),
        },
      ]
    }),
  )
}

function residentBytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
}

/** Bytes for each millisecond, by least squares; 0 for too few samples. */
function slopeOf(samples: readonly { readonly ms: number; readonly bytes: number }[]): number {
  const mean = (of: (sample: (typeof samples)[number]) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length
  const [ms, bytes] = [mean((sample) => sample.ms), mean((sample) => sample.bytes)]
  const spread = mean((sample) => (sample.ms - ms) ** 2)
  return spread > 0 ? mean((sample) => (sample.ms - ms) * (sample.bytes - bytes)) / spread : 0
}

export async function requireRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < 1.2 * bytes) {
    throw new Error(`${folder} has room for ${mib(bavail * bsize)}, and ${mib(bytes)} are written`)
  }
}
