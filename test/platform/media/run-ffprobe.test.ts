import { describe, expect, test, vi } from 'vitest'
import { localFile } from '../../../src/platform/media/guard.ts'
import { MediaFailure } from '../../../src/platform/media/refusal.ts'
import { type FfprobeRun, runFfprobe } from '../../../src/platform/media/run-ffprobe.ts'
import { freshFolders, limitedTools, mediaTools, rejectionOf } from '../../support/media-work.ts'
import { lives, notedPid, noting, program } from '../../support/programs.ts'
import { sample } from '../../support/samples.ts'

const fresh = freshFolders()

/** Runs ffprobe, or a script in its place, and gathers its lines. */
async function gathered(changes: Partial<FfprobeRun> & { script?: string }) {
  const lines: string[] = []
  const found = await mediaTools()
  const { script } = changes
  const tools = script ? { ...found, ffprobe: await program(await fresh(), 'ffprobe', script) } : found
  const onLine = (line: string) => lines.push(line) > 0
  const result = await runFfprobe({ tools, args: [], wallSeconds: 30, onLine, ...changes })
  return { ...result, lines }
}

describe('running ffprobe', () => {
  test('its output comes line by line, to the last', async () => {
    const args = [
      '-of',
      'csv=p=0',
      '-show_entries',
      'stream=codec_name',
      '-i',
      localFile(await sample('plain.mp4')),
    ]
    expect(await gathered({ args })).toEqual({ exitCode: 0, stderr: '', lines: ['h264', 'aac'] })
  })

  test('a last line without an end counts', async () => {
    expect((await gathered({ script: 'printf "one\\ntwo"' })).lines).toEqual(['one', 'two'])
  })

  test('a file that cannot be read is an answer and not an error', async () => {
    const { exitCode, stderr, lines } = await gathered({ args: ['-i', localFile(await sample('noise.mp4'))] })
    expect(exitCode).toBe(1)
    expect(stderr).toContain('Invalid data found when processing input')
    expect(lines).toEqual([])
  })

  test('none of our secrets reach it', async () => {
    vi.stubEnv('S3_SECRET_ACCESS_KEY', 'secret')
    const { lines } = await gathered({ script: 'env' })
    vi.unstubAllEnvs()
    const names = lines.map((line) => line.split('=')[0])
    // The rest a shell adds on its own.
    expect(names.filter((name) => name && !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name)).sort()).toEqual([
      'LC_ALL',
      'PATH',
    ])
  })

  test('a flood of complaints does not fill the memory', async () => {
    const { stderr } = await gathered({ script: 'seq 1 1000000 >&2' })
    expect(stderr.length).toBeGreaterThan(1000)
    expect(stderr.length).toBeLessThan(200_000)
  })

  test('whoever has seen enough ends it, as a success', async () => {
    const folder = await fresh()
    const tools = { ...(await limitedTools()), ffprobe: await noting(folder, 'ffprobe', 'yes') }
    const lines: string[] = []
    const onLine = (line: string) => lines.push(line) < 3
    expect(await runFfprobe({ tools, args: [], wallSeconds: 30, onLine })).toMatchObject({ exitCode: 0 })
    expect(lines).toHaveLength(3)
    expect(lives(await notedPid(folder, 'ffprobe'))).toBe(false)
  })
})

describe('stopping ffprobe', () => {
  const hanging = async (folder: string) => ({
    ...(await limitedTools()),
    ffprobe: await noting(folder, 'ffprobe', 'sleep 300'),
  })
  const onLine = () => true

  test('an abort kills it, and the reason is the signal’s', async () => {
    const folder = await fresh()
    const stop = new AbortController()
    const reason = new Error('the clip was withdrawn')
    const { signal } = stop
    // Longer than the test may last: only the signal can end it.
    const run = runFfprobe({ tools: await hanging(folder), args: [], wallSeconds: 300, onLine, signal })
    const rejection = rejectionOf(run)
    const pid = await notedPid(folder, 'ffprobe')
    stop.abort(reason)
    expect(await rejection).toBe(reason)
    expect(lives(pid)).toBe(false)
  })

  test('work that was aborted before it began starts nothing', async () => {
    const reason = new Error('too late')
    const run = gathered({ script: 'echo started', signal: AbortSignal.abort(reason) })
    expect(await rejectionOf(run)).toBe(reason)
  })

  test('past its wall clock it is killed, and the failure says that it took too long', async () => {
    const folder = await fresh()
    const tools = await hanging(folder)
    const failure = await rejectionOf(runFfprobe({ tools, args: [], wallSeconds: 1.5, onLine }))
    expect(failure).toBeInstanceOf(MediaFailure)
    expect(failure).toMatchObject({ code: 'took-too-long', message: 'ffprobe ran longer than 1.5 s' })
    expect(lives(await notedPid(folder, 'ffprobe'))).toBe(false)
  })

  test('killed from outside, it has no exit code', async () => {
    expect(await gathered({ script: 'kill -9 $$' })).toMatchObject({ exitCode: null })
  })
})
