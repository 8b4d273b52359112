import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { vi } from 'vitest'

/** Writes an executable shell script and answers its path. */
export async function program(folder: string, name: string, script: string): Promise<string> {
  const file = path.join(folder, name)
  await writeFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return file
}

/** A program that notes its pid and becomes `command`, so that a test can see whether that lives. */
export const noting = (folder: string, name: string, command: string): Promise<string> =>
  program(folder, name, `echo $$ > "${folder}/${name}.pid"\nexec ${command}`)

/** The pid that a `noting` program wrote, as soon as it did. */
export const notedPid = (folder: string, name: string): Promise<number> =>
  vi.waitFor(
    async () => {
      const file = path.join(folder, `${name}.pid`)
      const pid = existsSync(file) ? Number(await readFile(file, 'utf8')) : 0
      if (!pid) throw new Error(`${name} has not started`)
      return pid
    },
    { timeout: 20_000, interval: 10 },
  )

export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
