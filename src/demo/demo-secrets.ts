import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { newSecret } from '../identity/token-secret.ts'
import { isErrno } from '../platform/storage/errno.ts'
import { demoPeople } from './demo-talk.ts'

interface DemoPerson {
  readonly name: string
  readonly role: string
  readonly email: string
  readonly password: string
  /** A personal API token. */
  readonly token: string
}

/** What `demo.json` in the data folder holds, for people who try Interlude and for scripts. */
export interface DemoFile {
  readonly baseUrl: string
  readonly people: readonly DemoPerson[]
}

const fileIn = (dataDir: string): string => path.join(dataDir, 'demo.json')

/** Undefined where there is none, or it was cut off by a crash. */
export async function readDemoFile(dataDir: string): Promise<DemoFile | undefined> {
  try {
    return JSON.parse(await readFile(fileIn(dataDir), 'utf8')) as DemoFile
  } catch (error) {
    if (isErrno(error, 'ENOENT') || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Whole or not at all, and for the owner of the folder alone: it holds passwords. */
export async function writeDemoFile(dataDir: string, demo: DemoFile): Promise<void> {
  const next = `${fileIn(dataDir)}.new`
  await writeFile(next, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(next, fileIn(dataDir))
}

/** The demo's people with secrets of their own: no two installations share one. */
export const newDemoPeople = (): DemoPerson[] =>
  demoPeople.map(({ name, role, email }) => ({
    name,
    role,
    email,
    password: randomBytes(9).toString('base64url'),
    token: newSecret('itl'),
  }))
