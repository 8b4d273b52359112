/**
 * What does the media pipeline cost, beside what it has to and beside others? Prints a table of ratios, each within one run and
 * on the same input, with its target; a target that is missed is said to be, and makes the exit code 1.
 *
 *   node bench/media/main.ts [--only <row>]… [--quick]
 *
 * README.md beside this file says what the inputs are, how long it takes and how to read it. Linux only.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, constants, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { onOwnPostgres } from '../own-database.ts'
import { type Bench, type Figure, isMet } from './bench.ts'
import { countedTools } from './counted-tools.ts'
import { machineSoFar } from './cpu.ts'
import { firstPlayable } from './first-playable.ts'
import { memory } from './memory.ts'
import { peers } from './peers.ts'
import { pipeline } from './pipeline.ts'
import { sourcesIn } from './sources.ts'
import { stills } from './stills.ts'
import { throughput } from './throughput.ts'
import { watchable } from './watchable.ts'
import { workers } from './workers.ts'

const rows: Readonly<Record<string, (bench: Bench) => Promise<Figure[]>>> = {
  'first-playable': firstPlayable,
  watchable,
  peers,
  pipeline,
  stills,
  memory,
  throughput,
  workers,
}
/** Of one core: what others take before a row is said to be disturbed. */
const mostByOthers = 0.15

const say = (line: string) => void process.stdout.write(`${line}\n`)
const note = (line: string) => void process.stderr.write(`… ${line}\n`)
const { only, quick } = options()

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    process.exitCode = 128 + constants.signals[signal]
    // A second one does not wait for what is being ended.
    if (stopping.signal.aborted) process.exit()
    stopping.abort(new Error('it was stopped'))
  })
}

const folder = await mkdtemp(path.join(tmpdir(), 'interlude-media-bench-'))
try {
  await onOwnPostgres(run)
} catch (error) {
  process.exitCode ||= 1
  say(error instanceof Error && !stopping.signal.aborted ? String(error.stack) : 'Stopped.')
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function run(open: Bench['open']): Promise<void> {
  const { signal } = stopping
  const load = loadavg()[0] ?? 0
  const { tools, box } = await countedTools(signal)
  const cores = availableParallelism()
  say(
    `ffmpeg ${tools.version}, Node ${process.version}, ${cores} cores, load ${load.toFixed(2)}; box: ${box}`,
  )
  if (load > cores / 4) say('The machine was busy before this began: trust no figure of it.')
  if (quick) say('Tiny inputs (--quick): these figures say that each row runs, and mean nothing.')
  const sources = sourcesIn({ quick, folder, tools, signal, note })
  const bench: Bench = { quick, folder, tools, sources, signal, open, note }
  const missed: string[] = []
  say(`\n${''.padEnd(66)} ${'ratio'.padStart(7)}   target`)
  for (const name of only) {
    signal.throwIfAborted()
    const others = await takenByOthers()
    try {
      for (const figure of (await rows[name]?.(bench)) ?? []) {
        show(figure)
        if (!isMet(figure)) missed.push(figure.what)
      }
    } catch (error) {
      signal.throwIfAborted()
      // The other rows can be told all the same.
      say(`${name}: FAILED\n  ${error instanceof Error ? error.stack : error}`)
      process.exitCode = 1
    }
    if (others > mostByOthers) {
      say(`  DISTURBED: others took ${Math.round(100 * others)} % of one core before this row.`)
    }
  }
  if (missed.length === 0) return
  say(`\n${missed.length} missed:\n${missed.map((what) => `  ${what}`).join('\n')}`)
  if (!quick) process.exitCode = 1
}

function show(figure: Figure): void {
  const { what, ratio, target, how, but } = figure
  const bound = 'atMost' in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`
  const shown = ratio.toFixed(ratio < 0.1 ? 4 : 2).padStart(7)
  say(`${what.padEnd(66)} ${shown}   ${bound.padEnd(6)} ${isMet(figure) ? 'met' : 'MISSED'}`)
  if (but) say(`  ${but}.`)
  for (const line of how) say(`  ${line}`)
}

/** What other processes take of the machine while this one waits for a second, in cores. */
async function takenByOthers(): Promise<number> {
  const before = machineSoFar()
  await sleep(1000, undefined, { signal: stopping.signal })
  const after = machineSoFar()
  const [all, idle] = [after.all - before.all, after.idle - before.idle]
  return all > 0 ? ((all - idle) / all) * availableParallelism() : 0
}

function options(): { only: string[]; quick: boolean } {
  const usage = `node bench/media/main.ts [--quick] [--only <row>]…\nRows: ${Object.keys(rows).join(', ')}`
  const refuse = (sentence: string): never => {
    process.stderr.write(`${sentence}\n${usage}\n`)
    process.exit(2)
  }
  if (!existsSync('/proc/self/stat')) refuse('Processor time and memory are read from /proc: Linux only.')
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) {
      say(usage)
      process.exit()
    }
    const unknown = values.only.filter((name) => !(name in rows))
    if (unknown.length > 0) refuse(`There is no row ${unknown.join(', ')}.`)
    return { quick: values.quick, only: values.only.length > 0 ? values.only : Object.keys(rows) }
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}
