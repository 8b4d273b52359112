import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readyMessage } from '../../src/platform/embedded/worker-process.ts'
import type { Bench, Figure } from './bench.ts'
import { withUs } from './run.ts'
import { type Delivered, inWorkshop } from './workshop.ts'

const repository = path.resolve(import.meta.dirname, '../..')

/** How much more two workers prepare than one, each on a core of its own. */
export async function workers(bench: Bench): Promise<Figure[]> {
  const { quick, sources, note } = bench
  const count = quick ? 4 : 20
  const { file, seconds } = await sources.piece(quick ? 1 : 4)
  const cores = coresApart()
  const [first, second] = cores
  if (first === undefined || second === undefined) throw new Error('two workers need two cores')
  const taken: number[] = []
  for (const pinned of [[first], [first, second]]) {
    note(`${count} clips of ${seconds} s, by ${pinned.length === 1 ? 'one worker' : 'two workers'}`)
    taken.push(await secondsFor(bench, pinned, file, count))
  }
  const [one = Number.NaN, two = Number.NaN] = taken
  return [
    {
      what: `Throughput of two workers ÷ one, ${count} clips in the queue`,
      ratio: one / two,
      target: { atLeast: 1.6 },
      how: [
        `${count} clips of ${seconds} s until all are ready: one worker ${one.toFixed(1)} s, two ${two.toFixed(1)} s, each with its ffmpeg on one core (${first}; ${first} and ${second}).`,
        'PostgreSQL and this bench are pinned nowhere, and share the cores where there are but two.',
      ],
    },
  ]
}

/** Two cores that this process may use; not two halves of one where there are others. */
function coresApart(): number[] {
  const allowed = /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
  const mine = listed(allowed)
  const [first] = mine
  const sisters = `/sys/devices/system/cpu/cpu${first}/topology/thread_siblings_list`
  const twins = existsSync(sisters) ? listed(readFileSync(sisters, 'utf8').trim()) : []
  const apart = mine.find((core) => core !== first && !twins.includes(core)) ?? mine[1]
  return [first, apart].filter((core) => core !== undefined)
}

/** `0-2,5` → 0, 1, 2, 5 */
const listed = (text: string): number[] =>
  text.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number)
    return Array.from({ length: to - from + 1 }, (_, at) => from + at)
  })

function secondsFor(bench: Bench, cores: readonly number[], file: string, count: number): Promise<number> {
  return inWorkshop(bench, `workers_${cores.length}`, async ({ platform: { db }, env, deliver, stateOf }) => {
    const clips: Delivered[] = []
    for (let at = 0; at < count; at++) clips.push(await deliver(file))
    const running = cores.map((core) => startPinned(core, env))
    try {
      await Promise.all(running.map((worker) => isReady(worker, bench.signal)))
      const start = performance.now()
      for (const { complete } of clips) await complete()
      for (;;) {
        const { left } = await db
          .selectFrom('clips')
          .select(({ fn }) => fn.countAll<string>().as('left'))
          .where('state', '<>', 'ready')
          .executeTakeFirstOrThrow()
        if (Number(left) === 0) return (performance.now() - start) / 1000
        for (const { clipId } of clips) await stateOf(clipId)
        for (const { exitCode } of running) if (exitCode !== null) throw new Error('a worker ended')
        await sleep(250, undefined, { signal: bench.signal })
      }
    } finally {
      await Promise.all(running.map(stop))
    }
  })
}

function startPinned(core: number, env: Readonly<Record<string, string>>): ChildProcess {
  const words = ['-c', String(core), process.execPath, path.join(repository, 'workers/main.ts')]
  return spawn(...withUs('taskset', words), {
    cwd: repository,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  })
}

function isReady(worker: ChildProcess, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message) => message === readyMessage && resolve())
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`a worker ended with ${code}`)))
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** It gives back what it is doing when its channel to us closes. */
async function stop(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null || worker.pid === undefined) return
  const ended = once(worker, 'exit')
  if (worker.connected) worker.disconnect()
  const killing = setTimeout(() => worker.kill('SIGKILL'), 15_000)
  await ended
  clearTimeout(killing)
}
