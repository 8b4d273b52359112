import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { demoPerson } from '../support/demo.ts'
import { heldFfmpeg } from '../support/held-ffmpeg.ts'
import { eventually, killIfThere, oneSentence, type Started, useProcesses } from '../support/processes.ts'
import { lives } from '../support/programs.ts'
import { shortLesson } from '../support/short-lesson.ts'

describe('kill -9', () => {
  const { folder, start, isGone } = useProcesses()
  const dataDir = path.join(folder, 'data')
  const postmaster = /^\S+\/postgres -D/
  const watchdog = /^\/bin\/sh -c .*postgres -D/s
  let held: Awaited<ReturnType<typeof heldFfmpeg>>
  let lesson: FormData
  let main: Started
  let clipId: string

  /** A short recording, whose preparation waits at its first ffmpeg. The demo's own clip waits throughout. */
  const upload = async () => {
    await held.hold('clip')
    const answer = await (await demoPerson(dataDir, 'Leslie')).post('/api/v1/clips', lesson)
    expect(answer.status).toBe(201)
    clipId = answer.body.id
    return held.next('clip')
  }
  const endsReady = async () => {
    await held.release('clip')
    const leslie = await demoPerson(dataDir, 'Leslie')
    await eventually(async () => {
      expect((await leslie.get(`/api/v1/clips/${clipId}`)).body).toMatchObject({ state: 'ready' })
    })
  }
  const again = async () => {
    main = await start(dataDir, { FFMPEG_PATH: held.file })
  }
  const innerWatch = () => {
    const outer = main.member(watchdog).pid
    return main.family().filter(({ parent, command }) => parent === outer && watchdog.test(command))
  }

  beforeAll(async () => {
    held = await heldFfmpeg(folder)
    lesson = await shortLesson(folder)
    await again()
  })

  it('of an ffmpeg, then of the worker, costs time: the worker is started again, the clip ends ready', async () => {
    killIfThere(await upload())
    // After a while, as for every attempt that failed.
    const ffmpeg = await held.next('clip')
    const worker = main.member(/^\S+node \S+workers\/main\.ts/)
    killIfThere(worker.pid)
    await main.complains('The worker ended (SIGKILL) and is started again.\n')
    await eventually(() => expect(lives(ffmpeg)).toBe(false))
    // The same job, though the dead worker had not given it back.
    await held.next('clip')
    expect(main.member(/^\S+node \S+workers\/main\.ts/).pid).not.toBe(worker.pid)
    await endsReady()
    // What the dead one left on the disk went when the new one came.
    expect(await readdir(path.join(dataDir, 'scratch'))).toHaveLength(1)
  }, 120_000)

  it('of the main process takes all others with it, and the next start goes on with the clip', async () => {
    await upload()
    const family = main.family()
    main.kill('SIGKILL')
    expect(await main.ended).toBe('SIGKILL')
    await isGone(family)
    await again()
    await held.next('clip')
  }, 120_000)

  it('of PostgreSQL ends it in one sentence, and after the next start the clip ends ready', async () => {
    const family = main.family()
    killIfThere(main.member(postmaster).pid)
    expect(await main.ended).toBe(1)
    expect(main.complaints).toMatch(oneSentence)
    await isGone(family)
    await again()
    await endsReady()
  }, 120_000)

  it('of the shell that watches PostgreSQL ends it in one sentence, PostgreSQL included', async () => {
    const family = main.family()
    killIfThere(main.member(watchdog).pid)
    expect(await main.ended).toBe(1)
    expect(main.complaints).toMatch(oneSentence)
    await isGone(family)
  })

  it('of the watch alone goes unnoticed, and a signal still ends all of it', async () => {
    await again()
    const family = main.family()
    for (const { pid } of innerWatch()) killIfThere(pid)
    main.kill('SIGTERM')
    expect(await main.ended).toBe(0)
    await isGone(family)
  })

  it('of the watch and the main process leaves a PostgreSQL that the next start ends', async () => {
    await again()
    const left = main.member(postmaster)
    for (const { pid } of innerWatch()) killIfThere(pid)
    main.kill('SIGKILL')
    await main.ended
    expect(lives(left.pid)).toBe(true)
    await again()
    expect(lives(left.pid)).toBe(false)
    const family = main.family()
    main.kill('SIGTERM')
    expect(await main.ended).toBe(0)
    await isGone(family)
  })
})
