import { existsSync, readdirSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { demoIn } from '../support/demo.ts'
import { heldFfmpeg } from '../support/held-ffmpeg.ts'
import { freePort, listenOn } from '../support/ports.ts'
import { leftOf } from '../support/process-table.ts'
import { eventually, killIfThere, useProcesses } from '../support/processes.ts'

type Held = Awaited<ReturnType<typeof heldFfmpeg>>

describe('a signal', () => {
  const { folder, run, start, isGone } = useProcesses()
  const dataDir = path.join(folder, 'data')
  const worker = /^\S+node \S+workers\/main\.ts/
  let ffmpeg: Held

  beforeAll(async () => {
    ffmpeg = await heldFfmpeg(folder)
  })

  it.each([
    ['makes its database', () => inPostgres('making-')],
    ['starts its database', () => inPostgres('cluster')],
    ['starts its worker', () => existsSync(path.join(dataDir, 'demo.json'))],
  ])('while a first start %s ends it cleanly', async (_, isThere) => {
    const main = run('src/main.ts', { DATA_DIR: dataDir, FFMPEG_PATH: ffmpeg.file })
    await eventually(() => expect(isThere()).toBe(true))
    const family = main.family()
    main.kill('SIGTERM')
    expect(await main.ended).toBe(0)
    expect(main.stderr).toBe('')
    // By the time it has ended, not some time after.
    expect(leftOf(family, folder)).toEqual([])
  })

  it('ends all of it, the database, the worker and the ffmpeg it runs, with exit code 0', async () => {
    const port = await freePort()
    const main = await start(dataDir, { FFMPEG_PATH: ffmpeg.file, PORT: String(port) })
    const held = await ffmpeg.next('demo')
    const family = main.family()
    expect(family.map(({ pid }) => pid)).toContain(held)
    for (const words of [/postgres -D/, worker]) main.member(words)
    main.kill('SIGTERM')
    expect(await main.ended).toBe(0)
    expect(main.stderr).toBe('')
    expect(leftOf(family, folder)).toEqual([])
    ;(await listenOn(port)).close()
  })

  it('of Ctrl-C does the same', async () => {
    const main = await start(dataDir, { FFMPEG_PATH: ffmpeg.file })
    // The clip that was under way is taken up again.
    await ffmpeg.next('demo')
    const family = main.family()
    main.ctrlC()
    expect(await main.ended).toBe(0)
    expect(main.stderr).toBe('')
    expect(leftOf(family, folder)).toEqual([])
  })

  it('also where nobody reads any more what it says, be it a complaint', async () => {
    const main = await start(dataDir, { FFMPEG_PATH: ffmpeg.file })
    const first = main.member(worker)
    main.deafen()
    killIfThere(first.pid)
    await eventually(() => expect(main.member(worker).pid).not.toBe(first.pid))
    const family = main.family()
    main.kill('SIGINT')
    expect(await main.ended).toBe(0)
    expect(leftOf(family, folder)).toEqual([])
  })

  // A folder of their own: each killed worker counts as a start of its job, and after three of these it is given up.
  const fresh = path.join(folder, 'fresh')

  it('that reaches every process at once, as service managers send it, is no accident', async () => {
    const main = await start(fresh, { FFMPEG_PATH: ffmpeg.file })
    await ffmpeg.next('demo')
    const family = main.family()
    for (const { pid } of family) killIfThere(pid, 'SIGTERM')
    expect(await main.ended).toBe(0)
    // The log notes connections that PostgreSQL ended, too.
    expect(main.complaints).toBe('')
    await isGone(family)
  })

  it('ends it at once the second time, and leaves nothing behind either', async () => {
    const main = await start(fresh, { FFMPEG_PATH: ffmpeg.file })
    const family = main.family()
    const { baseUrl, people } = await demoIn(fresh)
    const { hostname, port } = new URL(baseUrl)
    // An upload that goes nowhere: closing waits for it a while.
    const upload = connect(Number(port), hostname).on('error', () => {})
    upload.write(
      `POST /api/v1/clips HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${people[0]?.token}\r\n` +
        'content-type: multipart/form-data; boundary=x\r\ncontent-length: 1000000\r\n\r\n' +
        '--x\r\ncontent-disposition: form-data; name="title"\r\n\r\nA lesson\r\n',
    )
    await eventually(() => expect(upload.bytesWritten).toBeGreaterThan(0))
    await fetch(`${baseUrl}/livez`)
    main.kill('SIGTERM')
    await eventually(() => expect(fetch(`${baseUrl}/livez`)).rejects.toThrow())
    main.kill('SIGTERM')
    expect(await main.ended).toBe(128 + 15)
    await isGone(family)
  })

  const inPostgres = (name: string): boolean => {
    const home = path.join(dataDir, 'postgres')
    return existsSync(home) && readdirSync(home).some((entry) => entry.startsWith(name))
  }
})
