import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { demoPerson } from '../support/demo.ts'
import { heldFfmpeg } from '../support/held-ffmpeg.ts'
import { listenOn } from '../support/ports.ts'
import { oneSentence, type Started, useProcesses } from '../support/processes.ts'

describe('a start that is refused says why in one sentence, and leaves nothing behind', () => {
  const { folder, run, start, isGone } = useProcesses()
  const dataDir = path.join(folder, 'data')
  let ffmpeg: string

  const refusal = async (refused: Started): Promise<string> => {
    const family = refused.family()
    expect(await refused.ended).not.toBe(0)
    expect(refused.stdout).toBe('')
    expect(refused.stderr).toMatch(oneSentence)
    await isGone(family)
    return refused.stderr
  }

  beforeAll(async () => {
    ffmpeg = (await heldFfmpeg(folder)).file
  })

  it.each([
    ['a wrong port', { PORT: 'http' }, 'PORT must be a whole number'],
    ['half of a configuration', { REDIS_URL: 'redis://127.0.0.1' }, 'REDIS_URL needs DATABASE_URL'],
    [
      'a data folder that is a file',
      { DATA_DIR: path.join(folder, 'a-file') },
      'a-file cannot be used: EEXIST',
    ],
    [
      'a data folder below a file',
      { DATA_DIR: path.join(folder, 'a-file/data') },
      'a-file/data cannot be used: ENOTDIR',
    ],
    ['an address of another machine', { HOST: '203.0.113.7' }, 'no address 203.0.113.7: set HOST'],
    ['no ffmpeg', { FFMPEG_PATH: '/nowhere/ffmpeg' }, '/nowhere/ffmpeg is not a working ffmpeg'],
  ])('for %s', async (_, env, sentence) => {
    await writeFile(path.join(folder, 'a-file'), '')
    expect(await refusal(run('src/main.ts', { DATA_DIR: dataDir, FFMPEG_PATH: ffmpeg, ...env }))).toContain(
      sentence,
    )
  })

  it('for a port that is taken, also on a first start', async () => {
    await using taken = await listenOn()
    const { port } = taken.address() as AddressInfo
    const env = { DATA_DIR: path.join(folder, 'other'), FFMPEG_PATH: ffmpeg, PORT: String(port) }
    expect(await refusal(run('src/main.ts', env))).toBe(
      `Port ${port} is taken already: set PORT to another one.\n`,
    )
  })

  it('for a database folder whose password is gone, which is not touched', async () => {
    const postgres = path.join(folder, 'other/postgres')
    const version = path.join(postgres, 'cluster/PG_VERSION')
    expect(await readFile(version, 'utf8')).toBe('18\n')
    await rm(path.join(postgres, 'password'))
    expect(await refusal(run('src/main.ts', { DATA_DIR: path.join(folder, 'other') }))).toContain(
      `${postgres}/password is gone`,
    )
    expect(await readFile(version, 'utf8')).toBe('18\n')
  })

  it('for a folder on which another Interlude runs, whatever name it is given, and that one goes on', async () => {
    const first = await start(dataDir, { FFMPEG_PATH: ffmpeg })
    const link = path.join(folder, 'link')
    await symlink(dataDir, link)
    await mkdir(path.join(folder, 'deeper'))
    const names = [dataDir, link, path.join(folder, 'deeper/../data')]
    const others = names.map((name) => run('src/main.ts', { DATA_DIR: name, FFMPEG_PATH: ffmpeg }))
    for (const other of others) {
      expect(await other.ended).not.toBe(0)
      expect(other.stderr).toBe(
        `Another Interlude is running on ${dataDir} already: stop it first, or set another DATA_DIR.\n`,
      )
    }
    const leslie = await demoPerson(dataDir, 'Leslie')
    expect((await leslie.get('/api/v1/me')).status).toBe(200)
    expect((await leslie.get('/readyz')).status).toBe(200)
    first.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    expect(first.stderr).toBe('')
  })
})
