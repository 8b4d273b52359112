/** One thing to close, and how long it may take. */
export interface Phase {
  readonly name: string
  readonly seconds: number
  close(): Promise<unknown>
}

/**
 * Closes the phases in order when asked to end, each within its time: one that hangs must not keep the others from
 * closing. A second signal ends the process at once. Answers a function that begins it, for ends that are no signal.
 */
export function closeOnSignal(
  phases: () => readonly Phase[],
  say: (trouble: string) => void,
): (exitCode?: number) => Promise<void> {
  let begun: Promise<void> | undefined
  const close = async (exitCode: number) => {
    for (const { name, seconds, close: closePhase } of phases()) {
      try {
        await withinTime(seconds, closePhase())
      } catch (error) {
        say(`${name} did not close well: ${error instanceof Error ? error.message : error}`)
        exitCode ||= 1
      }
    }
    process.exit(exitCode)
  }
  const begin = (exitCode = 0) => {
    begun ??= close(exitCode)
    return begun
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (begun) process.exit(130)
      void begin()
    })
  }
  return begin
}

async function withinTime(seconds: number, closing: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${seconds} s`)), seconds * 1000)
  })
  try {
    await Promise.race([closing, late])
  } finally {
    clearTimeout(timer)
  }
}
