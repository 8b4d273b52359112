import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Somebody whom one can be, by password where there is one, or by token. */
export interface SeededPerson {
  readonly name: string
  readonly role: string | null
  readonly email: string
  readonly password?: string
  readonly token: string
}

/** Whole or not at all, and for the owner of the data folder alone: it holds secrets. Answers where it is. */
export async function writeSeedFile(
  dataDir: string,
  profile: string,
  people: readonly SeededPerson[],
): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const file = path.join(dataDir, `seed-${profile}.json`)
  await writeFile(`${file}.new`, `${JSON.stringify({ people }, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(`${file}.new`, file)
  return file
}
