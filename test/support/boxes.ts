import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { mediaTools } from './media-work.ts'
import { livingProcesses } from './process-table.ts'

/** The boxes that programs can be run in on this machine. */
export const boxes: readonly ('bubblewrap' | 'limits')[] = (await mediaTools()).box.bwrap
  ? ['bubblewrap', 'limits']
  : ['limits']

/** Whether this machine lets a process have namespaces of its own, without which there is no bubblewrap. */
function allowsNamespaces(): boolean {
  try {
    execFileSync('unshare', ['--user', '--net', '--pid', '--fork', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Called once at the top of a test file that tries both boxes: a machine that only lacks the package fails it. */
export const needsBubblewrap = (): void =>
  test('bubblewrap is tried too (apt-get install bubblewrap), unless this machine refuses namespaces', async ({
    annotate,
  }) => {
    const { box } = await mediaTools()
    if (!box.bwrap) await annotate(`not tried: ${box.lacks}`)
    expect(box.bwrap !== undefined || !allowsNamespaces(), box.lacks).toBe(true)
  })

/** The most memory that a program with this among its words ever touched, in bytes, looked at until `work` is done. */
export async function peakDuring(words: string, work: Promise<unknown>): Promise<number> {
  let peak = 0
  let done = false
  const over = work.finally(() => {
    done = true
  })
  while (!done) {
    for (const { pid } of livingProcesses().filter(({ command }) => command.includes(words))) {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
      peak = Math.max(peak, 1024 * Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0))
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await over
  return peak
}
