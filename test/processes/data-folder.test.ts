import { mkdir, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { demoPerson } from '../support/demo.ts'
import { heldFfmpeg } from '../support/held-ffmpeg.ts'
import { type Started, useProcesses } from '../support/processes.ts'
import { program } from '../support/programs.ts'

const isRoot = process.getuid?.() === 0

describe('a data folder', () => {
  const { folder, start, isGone } = useProcesses()
  let ffmpeg: string

  const worksAndEnds = async (dataDir: string, main: Started) => {
    expect((await (await demoPerson(dataDir, 'Ana')).get('/api/v1/me')).status).toBe(200)
    const family = main.family()
    main.kill('SIGTERM')
    expect(await main.ended).toBe(0)
    expect(main.stderr).toBe('')
    await isGone(family)
  }

  beforeAll(async () => {
    ffmpeg = (await heldFfmpeg(folder)).file
  })

  it('may have spaces, quotes and letters beyond ASCII in its name, and lie where only its owner gets', async () => {
    const closed = path.join(folder, 'only mine')
    await mkdir(closed, { mode: 0o700 })
    const dataDir = path.join(closed, 'Leslie’s "Aufnahmen", größer 日本')
    const main = await start(dataDir, { FFMPEG_PATH: ffmpeg })
    await worksAndEnds(dataDir, main)
    expect((await stat(path.join(dataDir, 'auth-secret'))).mode & 0o777).toBe(0o600)
  })

  it('keeps no secret where AUTH_SECRET is set', async () => {
    const dataDir = path.join(folder, 'without')
    const env = { FFMPEG_PATH: ffmpeg, AUTH_SECRET: 'a secret that only the tests know of' }
    await worksAndEnds(dataDir, await start(dataDir, env))
    expect(await readdir(dataDir)).not.toContain('auth-secret')
  })

  // Nobody else has a choice to make.
  it.runIf(isRoot)('is root’s also where user namespaces are refused, as containers do', async () => {
    const closed = path.join(folder, 'only root’s')
    await mkdir(closed, { mode: 0o700 })
    const refusing = path.join(folder, 'refusing')
    await mkdir(refusing)
    await program(refusing, 'unshare', 'exit 1')
    const dataDir = path.join(closed, 'data')
    const env = { FFMPEG_PATH: ffmpeg, PATH: `${refusing}:${process.env.PATH}` }
    await worksAndEnds(dataDir, await start(dataDir, env))
    // And then where they are not, which must not lock PostgreSQL out of its own files.
    await worksAndEnds(dataDir, await start(dataDir, { FFMPEG_PATH: ffmpeg }))
  })
})
