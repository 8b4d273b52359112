import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { MediaFailure } from '../../../src/platform/media/refusal.ts'
import { runFfmpeg } from '../../../src/platform/media/run-ffmpeg.ts'
import { words } from '../../support/make-media.ts'
import { freshFolders, limitedTools, mediaTools, rejectionOf } from '../../support/media-work.ts'
import { lives, notedPid, noting } from '../../support/programs.ts'

const fresh = freshFolders()
const endless = words('-re -f lavfi -i color=s=16x16:r=10 -f null -')

/** The real ffmpeg, started by way of a script that notes its pid. */
async function notingTools(folder: string) {
  const tools = await limitedTools()
  return { ...tools, ffmpeg: await noting(folder, 'ffmpeg', `${tools.ffmpeg} "$@"`) }
}

describe('stopping ffmpeg', () => {
  test('an abort kills it: when the promise settles, the process is dead', async () => {
    const folder = await fresh()
    const stop = new AbortController()
    const reason = new Error('the clip was withdrawn')
    const run = runFfmpeg({
      tools: await notingTools(folder),
      limits: { wallSeconds: 300 },
      args: endless,
      signal: stop.signal,
    })
    const rejection = rejectionOf(run)
    const pid = await notedPid(folder, 'ffmpeg')
    expect(lives(pid)).toBe(true)
    stop.abort(reason)
    expect(await rejection).toBe(reason)
    expect(lives(pid)).toBe(false)
  })

  test('an abort at once, before anything could start, ends it too', async () => {
    const stop = new AbortController()
    const reason = new Error('shutting down')
    const run = runFfmpeg({
      tools: await mediaTools(),
      limits: { wallSeconds: 300 },
      args: endless,
      signal: stop.signal,
    })
    stop.abort(reason)
    expect(await rejectionOf(run)).toBe(reason)
  })

  test('an abort while its box is still being put up ends it all the same, whenever it comes', async () => {
    const tools = await mediaTools()
    const reason = new Error('shutting down')
    // A bubblewrap killed alone at the wrong moment left its child waiting for ever, about once in fifty times.
    for (let at = 0; at < 300; at += 1) {
      const stop = new AbortController()
      const run = runFfmpeg({ tools, limits: { wallSeconds: 300 }, args: endless, signal: stop.signal })
      setTimeout(() => stop.abort(reason), (at % 60) / 2)
      expect(await rejectionOf(run)).toBe(reason)
    }
  })

  test('work that was aborted before it began starts nothing', async () => {
    const folder = await fresh()
    const tools = await notingTools(folder)
    const reason = new Error('too late')
    const signal = AbortSignal.abort(reason)
    expect(await rejectionOf(runFfmpeg({ tools, limits: { wallSeconds: 300 }, args: endless, signal }))).toBe(
      reason,
    )
    expect(existsSync(path.join(folder, 'ffmpeg.pid'))).toBe(false)
  })

  test('past its wall clock it is killed, and the failure says that it took too long', async () => {
    const folder = await fresh()
    const tools = await notingTools(folder)
    const failure = await rejectionOf(runFfmpeg({ tools, limits: { wallSeconds: 1.5 }, args: endless }))
    expect(failure).toBeInstanceOf(MediaFailure)
    expect(failure).toMatchObject({ code: 'took-too-long', message: 'ffmpeg ran longer than 1.5 s' })
    expect(lives(await notedPid(folder, 'ffmpeg'))).toBe(false)
  })

  test('killed from outside, it is a failure that may be tried again', async () => {
    const folder = await fresh()
    const run = runFfmpeg({
      tools: await notingTools(folder),
      limits: { wallSeconds: 300 },
      args: endless,
    })
    const rejection = rejectionOf(run)
    process.kill(await notedPid(folder, 'ffmpeg'), 'SIGKILL')
    expect(await rejection).toMatchObject({
      code: 'preparing-failed',
      message: expect.stringContaining('SIGKILL'),
    })
  })

  test('where the machine can see to it, ffmpeg dies with a worker that is killed', async () => {
    const folder = await fresh()
    const tools = await notingTools(folder)
    const work = `
      const { runFfmpeg } = await import(${JSON.stringify(import.meta.resolve('../../../src/platform/media/run-ffmpeg.ts'))})
      await runFfmpeg(${JSON.stringify({ tools, limits: { wallSeconds: 300 }, args: endless })})`
    const worker = spawn(process.execPath, ['--input-type=module', '-e', work], { stdio: 'ignore' })
    const pid = await notedPid(folder, 'ffmpeg')
    worker.kill('SIGKILL')
    if (tools.box.setpriv) {
      await vi.waitFor(() => expect(lives(pid)).toBe(false), { timeout: 10_000 })
    } else process.kill(pid, 'SIGKILL')
  })
})
