import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { newDemoPeople, readDemoFile, writeDemoFile } from '../../src/demo/demo-secrets.ts'
import { Caller } from '../support/caller.ts'
import { demoIn } from '../support/demo.ts'
import { query } from '../support/empty-database.ts'
import { heldFfmpeg } from '../support/held-ffmpeg.ts'
import { freePort } from '../support/ports.ts'
import { type Started, useProcesses } from '../support/processes.ts'

describe('a start on a folder that was used before', () => {
  const { folder, start } = useProcesses()
  const dataDir = path.join(folder, 'data')
  const people = newDemoPeople()
  let ffmpeg: string

  const tokensWorkAt = async (baseUrl: string) => {
    for (const { token, name } of people) {
      const me = await new Caller(baseUrl, { authorization: `Bearer ${token}` }).get('/api/v1/me')
      expect(me.body).toMatchObject({ name })
    }
  }
  const end = async (main: Started) => {
    main.kill('SIGTERM')
    expect(await main.ended).toBe(0)
  }

  beforeAll(async () => {
    ffmpeg = (await heldFfmpeg(folder)).file
  })

  it('after a crash between demo.json and the rows makes the demo whose secrets stand there', async () => {
    await mkdir(dataDir)
    await writeDemoFile(dataDir, { baseUrl: 'http://127.0.0.1:1', people })
    const port = await freePort()
    const env = { FFMPEG_PATH: ffmpeg, PORT: String(port), PUBLIC_URL: 'https://clips.school.example/' }
    const main = await start(dataDir, env)
    // What browsers reach it by, not what it listens on.
    expect(main.stdout).toContain('Interlude is running at https://clips.school.example\n')
    expect(await demoIn(dataDir)).toEqual({ baseUrl: 'https://clips.school.example', people })
    await tokensWorkAt(`http://127.0.0.1:${port}`)
    await end(main)
  })

  it('has the same data and the same secrets, no second demo, and the new address in demo.json', async () => {
    const port = await freePort()
    const main = await start(dataDir, { FFMPEG_PATH: ffmpeg, PORT: String(port) })
    expect(await demoIn(dataDir)).toEqual({ baseUrl: `http://127.0.0.1:${port}`, people })
    for (const { password } of people) expect(main.stdout).toContain(password)
    await tokensWorkAt(`http://127.0.0.1:${port}`)
    expect(await rowsIn(dataDir)).toEqual({ organisations: 1, people: 4, clips: 1 })
    await end(main)
  })

  it('without demo.json makes neither new secrets nor a second demo, and prints none', async () => {
    await rm(path.join(dataDir, 'demo.json'))
    const main = await start(dataDir, { FFMPEG_PATH: ffmpeg })
    expect(main.stdout).not.toContain('@demo.example')
    expect(existsSync(path.join(dataDir, 'demo.json'))).toBe(false)
    await tokensWorkAt(/http:\S+/.exec(main.stdout)?.[0] ?? '')
    expect(await rowsIn(dataDir)).toEqual({ organisations: 1, people: 4, clips: 1 })
    await end(main)
  })

  it.each([
    ['cut off', '{ "baseUrl": "http:'],
    ['without its people', '{ "baseUrl": "http://127.0.0.1:1", "people": [] }'],
    ['of another kind', 'null'],
  ])('takes a demo.json that is %s for none', async (_, content) => {
    await writeFile(path.join(folder, 'demo.json'), content)
    expect(await readDemoFile(folder)).toBeUndefined()
  })
})

/** Looks into the database that runs there, by what its folder says of it. */
async function rowsIn(dataDir: string): Promise<unknown> {
  const password = await readFile(path.join(dataDir, 'postgres/password'), 'utf8')
  const [, , , port] = (await readFile(path.join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8')).split(
    '\n',
  )
  const url = `postgres://interlude:${password.trim()}@127.0.0.1:${port}/interlude`
  const counts = ['organisations', 'people', 'clips'].map(
    (table) => `(select count(*)::int from ${table}) as ${table}`,
  )
  return (await query(url, `select ${counts.join(', ')}`))[0]
}
