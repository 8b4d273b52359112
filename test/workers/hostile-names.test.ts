import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ffmpeg } from '../support/make-media.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { patchTus, startTus } from '../support/tus.ts'
import { until } from '../support/until.ts'
import { startWorker } from '../support/worker.ts'

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
let recording: Buffer
beforeAll(async () => {
  stage = await openStage()
  worker = await startWorker(stage)
  recording = await ffmpeg('-f', 'lavfi', '-i', 'sine=d=1', '-c:a', 'aac', '-f', 'adts', 'pipe:1')
})
afterAll(async () => {
  await worker.stop()
  await stage.close()
})

describe.concurrent('a recording whose name', () => {
  test.each([
    ['climbs out of its folder', '../../../../etc/cron.d/x.mp4'],
    ['is a path', '/dev/stdin'],
    ['is a path of Windows', 'C:\\Windows\\System32\\con.mp4'],
    ['is an option', '-i'],
    ['is an option that writes', '-y /tmp/x.mp4'],
    ['is a pattern', '%d%s%n%03d.mp4'],
    ['is an address', 'http://127.0.0.1:80/x.mp4'],
    ['is a protocol', 'concat:/etc/passwd|/etc/hosts'],
    ['is a command', '`touch /tmp/x`$(id);#.mp4'],
    ['breaks lines', 'a\r\nSet-Cookie: x=1\r\n\r\n<script>.mp4'],
    ['clears the screen', '\u001b[2J\u001b]0;x\u0007.mp4'],
    ['reads backwards', 'lesson\u202e4pm.exe'],
    ['is half a letter', 'lesson\ud800.mp4'],
    ['is a page', '<img src=x onerror=alert(1)>.mp4'],
    ['has no end', `${'x'.repeat(5000)}.mp4`],
    ['is a dot', '..'],
  ])('%s is a recording like any other', async (_, filename) => {
    const { leslie } = stage.cast
    const fields = { filename, filetype: 'audio/aac' }
    const { answer, location, clipId } = await startTus(leslie, recording.length, fields)
    expect(answer.status).toBe(201)
    await patchTus(leslie, location, 0, recording)
    let clip = (await leslie.get(`/api/v1/clips/${clipId}`)).body
    await until(async () => {
      clip = (await leslie.get(`/api/v1/clips/${clipId}`)).body
      return clip.state === 'ready' || clip.failure !== null
    })
    expect(clip).toMatchObject({ state: 'ready', failure: null })
    // What is shown of it is one line of text.
    expect(clip.title.length).toBeLessThanOrEqual(200)
    expect(clip.title).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u)
  })
})

test('a name that no database can keep is refused before a byte of the recording is sent', async () => {
  const fields = { filename: 'lesson\u0000.mp4', filetype: 'audio/aac' }
  const { answer } = await startTus(stage.cast.leslie, recording.length, fields)
  expect(answer.status).toBe(400)
})

test('none of them is the name of anything on the disk', async () => {
  const names = await readdir(stage.folder, { recursive: true })
  expect(names.filter((name) => !/^[\w./-]+$/.test(name))).toEqual([])
  expect(names.filter((name) => /lesson|passwd|stdin|cron/.test(name))).toEqual([])
})
