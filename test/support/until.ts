import { setTimeout as sleep } from 'node:timers/promises'

/** Looks again and again until it is so; a test that waits for what never comes ends by its own time limit. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await sleep(20)
}
