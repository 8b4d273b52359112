import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import { runCaptionsCommand } from '../../src/platform/media/run-captions-command.ts'
import type { Workshop } from '../../workers/handler.ts'
import { makeCaptions } from '../../workers/make-captions.ts'
import { readyClipOf } from '../support/clips.ts'
import { ffmpeg } from '../support/make-media.ts'
import { limitedTools, mediaTools, rejectionOf } from '../support/media-work.ts'
import { openStage, type Stage } from '../support/stage.ts'

const never = new AbortController().signal
let folder: string
let stage: Stage
let content: Buffer
let command: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'interlude-captions-'))
  command = path.join(folder, 'command.sh')
  stage = await openStage({ env: { CAPTIONS_COMMAND: command } })
  const file = path.join(folder, 'lesson.mp4')
  await ffmpeg('-f', 'lavfi', '-i', 'sine=frequency=440:duration=3', '-c:a', 'aac', file)
  content = await readFile(file)
})
afterAll(async () => {
  await stage.close()
  await rm(folder, { recursive: true, force: true })
})

const script = async (...lines: readonly string[]) => {
  await writeFile(command, ['#!/bin/sh', ...lines, ''].join('\n'))
  await chmod(command, 0o755)
}
const captioned = () => readyClipOf(stage.platform, stage.cast.leslie, { content, durationMs: 3000 })
const shop = async (): Promise<Workshop> => ({
  ...{ platform: stage.platform, tools: await mediaTools(), scratch: path.join(folder, 'scratch') },
})
const work = async (clipId: ClipId) => makeCaptions.run({ clipId, cutNo: 1 }, await shop(), never)
const of = (clipId: ClipId) => `/api/v1/clips/${clipId}/captions`

describe('the captions command', () => {
  test('is asked by the owner, once, and what it prints about the sound is there for everybody in reach', async () => {
    const { leslie, ana } = stage.cast
    await script(
      '[ "$(head -c 4 "$1")" = RIFF ] || exit 1',
      'echo WEBVTT',
      'echo Language: es',
      'echo',
      'echo "00:01.000 --> 00:02.000"',
      'echo "<b>$(wc -c < "$1")</b> $(env | grep -c DATABASE_URL) $HOME nowhere"',
    )
    const clipId = await captioned()
    expect((await ana.post(of(clipId))).status).toBe(404)
    const asked = await leslie.post(of(clipId))
    expect([asked.status, asked.body.making]).toEqual([202, { state: 'asked', can: false }])
    await leslie.post(of(clipId))
    const jobs = await stage.platform.db
      .selectFrom('outbox')
      .select('payload')
      .where('job', '=', 'captions.make')
      .execute()
    expect(jobs).toEqual([{ payload: { clipId, cutNo: 1 } }])
    await work(clipId)
    expect((await leslie.get(of(clipId))).body).toMatchObject({
      items: [{ language: 'es', source: 'machine', madeBy: null }],
      making: { state: 'made', can: true },
    })
    // Three seconds of one channel, two bytes at 16 kHz; and nothing of our own environment.
    const [, said] = /\n(\d+) 0 nowhere\n/.exec((await leslie.get(`${of(clipId)}/es`)).body) ?? []
    expect(Number(said)).toBeGreaterThan(95_000)
    expect(Number(said)).toBeLessThan(100_000)
  })

  test.each([
    ['prints rubbish', ['echo "I heard nothing."']],
    ['fails', ['echo WEBVTT', 'exit 3']],
    ['prints without end', ['yes']],
  ])('that %s leaves the clip as it was, with a quiet word to its owner', async (_what, lines) => {
    const { leslie } = stage.cast
    await script(...lines)
    const clipId = await captioned()
    await leslie.post(of(clipId))
    const because = await rejectionOf(work(clipId))
    expect(because).toBeInstanceOf(Error)
    await makeCaptions.giveUp?.({ clipId, cutNo: 1 }, await shop(), because)
    expect((await leslie.get(of(clipId))).body).toEqual({ items: [], making: { state: 'failed', can: true } })
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).body).toMatchObject({
      state: 'ready',
      failure: null,
    })
  })

  test('never takes the place of what a person wrote', async () => {
    const { leslie } = stage.cast
    await script('printf "WEBVTT\\n\\n00:01.000 --> 00:02.000\\nheard\\n"')
    const clipId = await captioned()
    const cues = [{ startMs: 0, endMs: 1000, text: 'written' }]
    await leslie.send('PUT', `${of(clipId)}/en`, { body: { cues } })
    await leslie.post(of(clipId))
    await work(clipId)
    expect((await leslie.get(`${of(clipId)}/en`)).body).toContain('written')
    expect((await leslie.get(of(clipId))).body.making.state).toBe('made')
  })

  test('that hangs is ended with all that it started, when its time is over or the work is called off', async () => {
    const pids = path.join(folder, 'pids')
    await script('sleep 300 &', `echo $! $$ > ${pids}`, 'wait')
    // Those pids are what they are called here.
    const tools = await limitedTools()
    const run = { tools, command, sound: '/dev/null', folder, durationMs: 1000 }
    const late = await rejectionOf(runCaptionsCommand({ ...run, wallSeconds: 1 }))
    expect(late).toMatchObject({ code: 'took-too-long' })
    expect(await alive(pids)).toEqual([])
    const off = new AbortController()
    setTimeout(() => off.abort(new Error('called off')), 500)
    const stopped = await rejectionOf(runCaptionsCommand({ ...run, signal: off.signal }))
    expect((stopped as Error).message).toBe('called off')
    expect(await alive(pids)).toEqual([])
  })

  test.each([
    ['in bubblewrap', mediaTools],
    ['under limits', limitedTools],
  ])('has no network, where this machine lets us take it away: %s', async (_, tooled) => {
    const tools = await tooled()
    await script('cat /proc/net/dev | tail -n +3 | cut -d: -f1')
    const run = { tools, command, sound: '/dev/null', folder, durationMs: 1000 }
    const interfaces = (await runCaptionsCommand(run)).split(/\s+/).filter(Boolean)
    if (tools.box.bwrap || tools.box.unshare)
      expect(interfaces.filter((name) => name !== 'lo' && !/tunl|sit|ip6|gre|erspan/.test(name))).toEqual([])
  })

  test('sees in bubblewrap the sound, and nothing of ours beside its own folder', async () => {
    const tools = await mediaTools()
    await script(
      'head -c 8 "$1"; echo',
      `for file in /etc/passwd /root ${process.cwd()}; do`,
      '[ -e $file ] && echo $file',
      'done',
      'true',
    )
    const sound = path.join(folder, 'lesson.txt')
    await writeFile(sound, 'a lesson')
    const printed = await runCaptionsCommand({ tools, command, sound, folder, durationMs: 1000 })
    expect(printed).toBe(tools.box.bwrap ? 'a lesson\n' : `a lesson\n/etc/passwd\n/root\n${process.cwd()}\n`)
  })
})

async function alive(file: string): Promise<number[]> {
  const ids = (await readFile(file, 'utf8')).trim().split(' ').map(Number)
  // A moment for the kernel to reap them.
  await new Promise((resolve) => setTimeout(resolve, 200))
  const states = await Promise.all(
    ids.map(async (id) => {
      const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => 'State:\tX')
      return { id, isDead: /^State:\s+[XZ]/m.test(status) }
    }),
  )
  return states.filter(({ isDead }) => !isDead).map(({ id }) => id)
}
