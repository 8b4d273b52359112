import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { newSecret } from '../identity/token-secret.ts'
import { isErrno } from '../platform/storage/errno.ts'
import { demoPeople } from './demo-talk.ts'

const Known = Type.Object({
  baseUrl: Type.String(),
  people: Type.Array(
    Type.Object({
      name: Type.String(),
      role: Type.String(),
      email: Type.String(),
      password: Type.String(),
      token: Type.String({ description: 'A personal API token.' }),
    }),
  ),
})

/** What `demo.json` in the data folder holds, for people who try Interlude and for scripts. */
export type DemoFile = Static<typeof Known>
type DemoPerson = DemoFile['people'][number]

const isWhole = ({ people }: DemoFile): boolean =>
  people.length === demoPeople.length &&
  demoPeople.every(({ name, email }) =>
    people.some((person) => person.name === name && person.email === email),
  )

const fileIn = (dataDir: string): string => path.join(dataDir, 'demo.json')

/** Undefined where there is none, or it does not hold the secrets of all the demo's people (any more). */
export async function readDemoFile(dataDir: string): Promise<DemoFile | undefined> {
  try {
    const known: unknown = JSON.parse(await readFile(fileIn(dataDir), 'utf8'))
    return Value.Check(Known, known) && isWhole(known) ? known : undefined
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
