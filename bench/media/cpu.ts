import { readFileSync } from 'node:fs'

/** The kernel counts in hundredths of a second, whatever the clock of the machine is. */
const ticksPerSecond = 100

/** Seconds of processor time, in user and in system mode. */
export interface Cpu<T> {
  readonly made: T
  /** All of it. */
  readonly seconds: number
  /** What this process took itself; the rest was taken by what it started and waited for. */
  readonly own: number
}

/** Measures a piece of work that waits for everything it starts. Nothing else may run in this process meanwhile. */
export async function cpuOf<T>(work: () => Promise<T>): Promise<Cpu<T>> {
  const before = soFar()
  const made = await work()
  const after = soFar()
  const own = after.own - before.own
  return { made, own, seconds: own + after.children - before.children }
}

/** What the machine's processors did together since it started, in seconds, and how much of that was nothing. */
export function machineSoFar(): { readonly all: number; readonly idle: number } {
  const [first = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1)
  // user nice system idle iowait irq softirq steal; what comes after is counted in the first two already.
  const ticks = first.split(/\s+/).slice(1, 9).map(Number)
  const seconds = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0) / ticksPerSecond
  return { all: seconds(ticks), idle: seconds(ticks.slice(3, 5)) }
}

/** What a process that still runs took so far, in seconds. */
export const cpuOfProcess = (pid: number): number => soFar(pid).own

function soFar(pid: number | 'self' = 'self'): { own: number; children: number } {
  // The name of the program, in brackets, may hold spaces and brackets.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields
    .slice(11, 15)
    .map((ticks) => Number(ticks) / ticksPerSecond)
  return { own: user + system, children: childrenUser + childrenSystem }
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
