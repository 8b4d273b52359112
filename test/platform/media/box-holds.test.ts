import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { type Box, boxed, envProgram, type Limits } from '../../../src/platform/media/box.ts'
import { localFile } from '../../../src/platform/media/guard.ts'
import { probe } from '../../../src/platform/media/probe.ts'
import { MediaFailure } from '../../../src/platform/media/refusal.ts'
import { lineLimit, type ProgramRun, runBoxed } from '../../../src/platform/media/run-boxed.ts'
import { boxes, needsBubblewrap, peakDuring } from '../../support/boxes.ts'
import { manySamples } from '../../support/hostile/bombs.ts'
import { playlist } from '../../support/hostile/references.ts'
import { listening } from '../../support/listening.ts'
import { freshFolders, limitedTools, mediaTools, rejectionOf } from '../../support/media-work.ts'
import { livingProcesses } from '../../support/process-table.ts'

const run = promisify(execFile)
const fresh = freshFolders()
const MiB = 2 ** 20

/** Runs a line of shell in a box and gathers what it says. */
async function shell(kind: (typeof boxes)[number], script: string, more: Partial<ProgramRun> = {}) {
  const lines: string[] = []
  const { box } = await mediaTools()
  const result = await runBoxed({
    box: kind === 'bubblewrap' ? box : { ...box, bwrap: undefined },
    program: '/bin/sh',
    args: ['-c', script],
    limits: { wallSeconds: 60 },
    onLine: (line) => lines.push(line) > 0,
    ...more,
  })
  return { ...result, said: lines.join('\n') }
}
const within = (limits: Partial<Limits>): Partial<ProgramRun> => ({ limits: { wallSeconds: 60, ...limits } })

needsBubblewrap()

describe.each(boxes)('in the box of %s', (kind) => {
  test('a program gets as much memory as it may have', async () => {
    // What tail is given has no line to end, so that it must keep all of it.
    const greedy = 'head -c 400000000 /dev/zero | tail | wc -c'
    expect((await shell(kind, greedy, within({ memoryBytes: 1024 * MiB }))).said).toBe('400000000')
    const { said, stderr } = await shell(kind, greedy, within({ memoryBytes: 256 * MiB }))
    expect([said, stderr]).toEqual(['0', expect.stringMatching(/memory exhausted/)])
  })

  test('its processor time ends', async () => {
    const { exitCode } = await shell(kind, 'while :; do :; done', within({ cpuSeconds: 1 }))
    expect(exitCode).toBe(null)
  })

  test('a file it writes grows no further, also where it does not care', async () => {
    const folder = await fresh()
    const writing = 'trap "" XFSZ; head -c 3000000 /dev/zero > large; true'
    await shell(kind, writing, { ...within({ fileBytes: MiB }), cwd: folder })
    expect((await stat(path.join(folder, 'large'))).size).toBe(MiB)
  })

  test('few files are open at once, nothing is dumped, and everybody else goes first', async () => {
    const { said } = await shell(kind, 'ulimit -n; ulimit -c; nice; ionice; cat /proc/self/oom_score_adj')
    expect(said).toBe('256\n0\n10\nbest-effort: prio 7\n500')
  })

  test('a signal ends it with all it started', async () => {
    // Nobody else sleeps just so long.
    const seconds = `${1000 + Math.random()}`
    const sleepers = () => livingProcesses().filter(({ command }) => command === `sleep ${seconds}`)
    const stop = new AbortController()
    const reason = new Error('withdrawn')
    const rejection = rejectionOf(
      shell(kind, `sleep ${seconds} & sleep ${seconds}; true`, { signal: stop.signal }),
    )
    await vi.waitFor(() => expect(sleepers()).toHaveLength(2), { timeout: 20_000 })
    stop.abort(reason)
    expect(await rejection).toBe(reason)
    await vi.waitFor(() => expect(sleepers()).toEqual([]), { timeout: 20_000 })
  })

  test('so does the clock, and the failure says that it took too long', async () => {
    const failure = await rejectionOf(shell(kind, 'sleep 100', within({ wallSeconds: 1 })))
    expect(failure).toBeInstanceOf(MediaFailure)
    expect(failure).toMatchObject({ code: 'took-too-long', message: 'sh ran longer than 1 s' })
  })

  test('how it ends is known: by itself, or by something else', async () => {
    expect((await shell(kind, 'exit 7')).exitCode).toBe(7)
    expect((await shell(kind, 'kill -9 $$')).exitCode).toBe(null)
    expect((await shell(kind, 'kill -SEGV $$')).exitCode).toBe(null)
  })

  test('a line without an end is cut off, and what comes after it is read', async () => {
    const { said } = await shell(kind, 'head -c 3000000 /dev/zero | tr "\\0" x; echo; echo after')
    const [long = '', after] = said.split('\n')
    expect([long.length, after]).toEqual([lineLimit, 'after'])
  })
})

describe('a file of five kilobytes with an index of eighty million samples', () => {
  const lookAt = async (file: string, change: Partial<ProgramRun> = {}) => {
    const { box, ffprobe } = await mediaTools()
    return runBoxed({
      ...{ box, program: ffprobe, limits: { wallSeconds: 60 }, reads: [file], onLine: () => true },
      args: ['-show_streams', '-i', localFile(file)],
      ...change,
    })
  }
  const bomb = async () => {
    const file = path.join(await fresh(), 'bomb.mov')
    await writeFile(file, manySamples(80_000_000))
    return file
  }

  test('takes nearly two gigabytes to look at where it may have them', async () => {
    const file = await bomb()
    expect(await peakDuring(file, lookAt(file))).toBeGreaterThan(1500 * MiB)
  })

  test.each(boxes)('takes next to nothing in the box of %s, and is refused', async (kind) => {
    const file = await bomb()
    const found = await mediaTools()
    const tools = kind === 'bubblewrap' ? found : await limitedTools()
    const refusal = rejectionOf(probe(tools, file))
    expect(await peakDuring(file, refusal)).toBeLessThan(400 * MiB)
    expect(await refusal).toMatchObject({ code: 'no-picture-or-sound' })
  })
})

describe.skipIf(boxes.length < 2)('in bubblewrap', () => {
  const inside = (script: string, more: Partial<ProgramRun> = {}) => shell('bubblewrap', script, more)

  test('a program sees its source, its own folder, and no other file of ours', async () => {
    const [folder, elsewhere] = [await fresh(), await fresh()]
    const source = path.join(folder, 'original')
    await writeFile(source, 'a lesson')
    await writeFile(path.join(elsewhere, 'original'), 'a lesson of somebody else')
    const { said } = await inside(
      `cat original; echo; cat ${elsewhere}/original; ls -A ${path.dirname(folder)} /home /root /etc/passwd; ls ${process.cwd()}`,
      { cwd: folder, reads: [source] },
    )
    expect(said).toBe(`a lesson\n${path.dirname(folder)}:\n${path.basename(folder)}`)
  })

  test('it may write beside its source, and neither to that nor to the system', async () => {
    const folder = await fresh()
    const source = path.join(folder, 'original')
    await writeFile(source, 'a lesson')
    const script =
      'echo x > made; for f in original /usr/x /etc/x /x /dev/x; do (echo x > $f) 2>&- || echo no; done; rm -f original; mv original y'
    expect((await inside(script, { cwd: folder, reads: [source] })).said).toBe('no\nno\nno\nno\nno')
    expect([await readFile(source, 'utf8'), existsSync(path.join(folder, 'made'))]).toEqual([
      'a lesson',
      true,
    ])
  })

  test('its temporary folder is its own, small, and gone afterwards', async () => {
    const { said } = await inside(
      'ls -A /tmp; for f in /tmp/large /dev/shm/large; do head -c 100000000 /dev/zero > $f; stat -c %s $f; done',
    )
    expect(said).toBe(`${64 * MiB}\n${64 * MiB}`)
    expect(existsSync('/tmp/large')).toBe(false)
  })

  test('it sees no process of ours and can signal none', async () => {
    const { said } = await inside(
      `kill -0 ${process.pid} 2>&- || echo none; cat /proc/${process.pid}/environ`,
    )
    expect(said).toBe('none')
    expect((await inside('ls /proc | grep -cE "^[0-9]+$"')).said).toMatch(/^[1-5]$/)
  })

  test('it has no power that its user does not have, and cannot gain any', async () => {
    const { said } = await inside(
      'grep -E "^(CapEff|CapBnd|NoNewPrivs)" /proc/self/status; unshare -r true || echo no',
    )
    expect(said.replaceAll('\t', '')).toBe(
      'CapEff:0000000000000000\nCapBnd:0000000000000000\nNoNewPrivs:1\nno',
    )
  })

  test('it has no network: even an ffprobe without a guard reaches nobody', async () => {
    await using listener = await listening()
    const file = path.join(await fresh(), 'playlist.m3u8')
    await writeFile(file, playlist(`http://127.0.0.1:${listener.port}/a.ts`))
    const { box, ffprobe } = await mediaTools()
    const open = async (its: typeof box) =>
      runBoxed({
        ...{ box: its, program: ffprobe, limits: { wallSeconds: 60 }, reads: [file], onLine: () => true },
        args: ['-protocol_whitelist', 'file,http,tcp', '-i', localFile(file)],
      })
    await open(box)
    // And under limits, where nothing but the network can be taken away.
    if (box.unshare) await open({ ...box, bwrap: undefined })
    expect(listener.heard()).toBe(0)
    // That the listener would have heard it.
    await open({ ...box, bwrap: undefined, unshare: undefined })
    expect(listener.heard()).toBeGreaterThan(0)
  })

  test('it works for a user who is not root', async () => {
    const { box } = await mediaTools()
    const words = boxed(box, { program: '/usr/bin/id', limits: { wallSeconds: 10 } })
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
    const { stdout } = await run(envProgram, [...words, '-u'], { ...nobody, cwd: '/' })
    expect(stdout.trim()).toBe(String(nobody.uid ?? process.getuid?.()))
  })

  test('where user namespaces are refused, as in Docker, the limits hold alone, and the reason is known', async () => {
    const { box } = await mediaTools()
    const [bwrap = ''] = box.bwrap ?? []
    const refusing = ['--dev-bind', '/', '/', '--unshare-user', '--disable-userns', '--cap-drop', 'ALL']
    const module = (name: string) =>
      JSON.stringify(import.meta.resolve(`../../../src/platform/media/${name}.ts`))
    const looks = `
      const { findBox } = await import(${module('box')})
      const { findMediaTools } = await import(${module('tools')})
      const insisting = await findMediaTools({ mediaBox: 'bubblewrap' }).catch(({ message }) => message)
      console.log(JSON.stringify({ ...(await findBox()), insisting }))`
    const words = [...refusing, '--', process.execPath, '--input-type=module', '-e', looks]
    const { insisting, ...found } = JSON.parse((await run(bwrap, words)).stdout) as Box & {
      insisting: string
    }
    // Whoever insists on it is told so at the start.
    expect(insisting).toMatch(/^MEDIA_BOX asks for bubblewrap, and bubblewrap does not work here: .*\.$/)
    expect(found).toMatchObject({ prlimit: box.prlimit, setpriv: box.setpriv })
    expect([found.bwrap, found.lacks]).toEqual([
      undefined,
      expect.stringMatching(/^bubblewrap does not work here: \S/),
    ])
  })
})
