import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { DemoFile } from '../../src/demo/demo-secrets.ts'
import { Caller } from './caller.ts'

export const demoIn = async (dataDir: string): Promise<DemoFile> =>
  JSON.parse(await readFile(path.join(dataDir, 'demo.json'), 'utf8'))

/** The demo's person of this first name, who calls with the token that stands in demo.json. */
export async function demoPerson(dataDir: string, firstName: string): Promise<Caller> {
  const { baseUrl, people } = await demoIn(dataDir)
  const token = people.find(({ name }) => name.startsWith(firstName))?.token
  return new Caller(baseUrl, { authorization: `Bearer ${token}` })
}
