import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { MediaFailure } from '../../../src/platform/media/refusal.ts'
import { runFfmpeg } from '../../../src/platform/media/run-ffmpeg.ts'
import { words } from '../../support/make-media.ts'
import { freshFolders, mediaTools, rejectionOf } from '../../support/media-work.ts'
import { program } from '../../support/programs.ts'

const fresh = freshFolders()
const limits = { wallSeconds: 60 }

/** Our tools, but for an ffmpeg that is the script. */
const toolsWith = async (script: string) => ({
  ...(await mediaTools()),
  ffmpeg: await program(await fresh(), 'ffmpeg', script),
})

describe('running ffmpeg', () => {
  test('it works in the folder it is given', async () => {
    const cwd = await fresh()
    await runFfmpeg({
      tools: await mediaTools(),
      cwd,
      limits,
      args: words('-f lavfi -i color=s=16x16:d=0.1 -frames:v 1 one.png'),
    })
    expect(await readdir(cwd)).toEqual(['one.png'])
  })

  test('arguments arrive word by word, whatever is in them', async () => {
    const args = ['-vf', 'scale=160:-2, format=gray', '', "it's", '"quoted"', '$HOME;*', 'two\nlines']
    const tools = await toolsWith('for word; do printf "%s\\0" "$word"; done > words')
    const cwd = await fresh()
    await runFfmpeg({ tools, limits, args, cwd })
    const arrived = (await readFile(path.join(cwd, 'words'), 'utf8')).split('\0').slice(0, -1)
    expect(arrived.slice(-args.length)).toEqual(args)
  })

  test('none of our secrets reach it', async () => {
    vi.stubEnv('DATABASE_URL', 'postgres://interlude:secret@localhost')
    const { stdout } = await runFfmpeg({ tools: await toolsWith('env'), limits, args: [] })
    vi.unstubAllEnvs()
    const names = stdout.split('\n').map((line) => line.split('=')[0])
    // The rest a shell adds on its own.
    expect(names.filter((name) => name && !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name)).sort()).toEqual([
      'LC_ALL',
      'PATH',
    ])
  })

  test('it cannot ask a question: there is nothing to read from', async () => {
    const { stdout } = await runFfmpeg({ tools: await toolsWith('echo "$@"'), limits, args: ['-i', 'a.mp4'] })
    expect(stdout.trim()).toMatch(/(^| )-nostdin .*-y .*-i a\.mp4$/)
  })

  test('progress only grows, and ends at the length of what was made', async () => {
    const seen: number[] = []
    await runFfmpeg({
      tools: await mediaTools(),
      limits,
      // At the speed of life, so that there is something to tell on the way.
      args: words('-re -f lavfi -i color=s=16x16:r=10:d=1.6 -f null -'),
      onProgress: (outMs) => seen.push(outMs),
    })
    expect(seen.length).toBeGreaterThan(1)
    expect(seen.every((outMs, at) => outMs > (seen[at - 1] ?? 0))).toBe(true)
    expect(seen.at(-1)).toBe(1600)
  })

  test('progress that goes back, or cannot be told, is not passed on', async () => {
    const blocks = ['N/A', '-40000', '500000', '300000', '900000'].map(
      (time) => `out_time_us=${time}\nspeed=N/A\nprogress=continue`,
    )
    const tools = await toolsWith(`cat >&2 <<'END'\n${blocks.join('\n')}\nEND`)
    const seen: number[] = []
    await runFfmpeg({ tools, limits, args: [], onProgress: (outMs) => seen.push(outMs) })
    expect(seen).toEqual([500, 900])
  })

  test('what it complains about is kept when it succeeds, without the progress', async () => {
    const tools = await toolsWith('echo "frame=  12" >&2; echo "[h264] error while decoding MB 3 4" >&2')
    const { stderr } = await runFfmpeg({ tools, limits, args: [] })
    expect(stderr).toBe('[h264] error while decoding MB 3 4')
  })

  test('a run that fails tells what ffmpeg said', async () => {
    const args = ['-i', 'file:nowhere.mp4', '-f', 'null', '-']
    const failure = await rejectionOf(runFfmpeg({ tools: await mediaTools(), limits, args }))
    expect(failure).toBeInstanceOf(MediaFailure)
    expect(failure).toMatchObject({
      code: 'preparing-failed',
      stderr: expect.stringContaining('file:nowhere.mp4: No such file or directory'),
    })
  })

  test('of a flood of complaints only the last lines are kept', async () => {
    const tools = await toolsWith('seq 1 5000 >&2; exit 3')
    const failure = (await rejectionOf(runFfmpeg({ tools, limits, args: [] }))) as MediaFailure
    expect(failure.message).toMatch(/code 3/)
    expect(failure.stderr).toBe(Array.from({ length: 40 }, (_, at) => 4961 + at).join('\n'))
  })
})
