import { existsSync } from 'node:fs'
import { copyFile, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { probe } from '../../../src/platform/media/probe.ts'
import { MediaFailure } from '../../../src/platform/media/refusal.ts'
import { freshFolders, limitedTools, mediaTools, rejectionOf } from '../../support/media-work.ts'
import { lives, notedPid, noting, program } from '../../support/programs.ts'
import { type SampleName, sample } from '../../support/samples.ts'

const fresh = freshFolders()

describe('the longest recording', () => {
  test('may be as long as the limit', async () => {
    const file = await sample('plain.mp4')
    expect(await probe(await mediaTools(), file, { maxDurationMs: 6000 })).toMatchObject({ durationMs: 6000 })
  })

  test.each<[string, SampleName, RegExp]>([
    ['by its header', 'plain.mp4', /by its header/],
    ['by its packets where the header says nothing', 'no-duration.webm', /by its packets/],
    ['by its packets where the header guesses', 'speech.mp3', /by its packets/],
    ['by its packets where there is no header', 'interlaced.ts', /by its packets/],
  ])('is refused beyond it: %s (%s)', async (_, name, detail) => {
    const probing = probe(await mediaTools(), await sample(name), { maxDurationMs: 2500 })
    expect(await rejectionOf(probing)).toMatchObject({
      code: 'too-long',
      detail: expect.stringMatching(detail),
    })
  })
})

describe('looking at a recording', () => {
  test('leaves no trace in its folder, and its name may hold anything', async () => {
    const file = path.join(await fresh(), '-i ‘les’ %03d [x]; file:a|b.mp4')
    await copyFile(await sample('short.mp4'), file)
    const before = await readFile(file)
    expect(await probe(await mediaTools(), file)).toMatchObject({ durationMs: 200 })
    expect((await readFile(file)).equals(before)).toBe(true)
  })

  test('can be called off, and the process is dead then', async () => {
    const folder = await fresh()
    const tools = { ...(await limitedTools()), ffprobe: await noting(folder, 'ffprobe', 'sleep 60') }
    const stop = new AbortController()
    const reason = new Error('withdrawn')
    const rejection = rejectionOf(probe(tools, await sample('plain.mp4'), { signal: stop.signal }))
    const pid = await notedPid(folder, 'ffprobe')
    stop.abort(reason)
    expect(await rejection).toBe(reason)
    expect(lives(pid)).toBe(false)
  })

  test('that was killed in the middle is a failure to be tried again, never a refusal of the file', async () => {
    const folder = await fresh()
    const found = await limitedTools()
    // The header is read well; the reading of packets is killed after a few, as by a machine out of memory.
    const script = `case "$*" in
      *show_format*) exec ${found.ffprobe} "$@";;
      *) ${found.ffprobe} "$@" | head -n 20; : > "${folder}/killed"; kill -9 $$;;
    esac`
    const tools = { ...found, ffprobe: await program(folder, 'ffprobe', script) }
    const failure = await rejectionOf(probe(tools, await sample('plain.mp4')))
    expect(existsSync(path.join(folder, 'killed'))).toBe(true)
    expect(failure).toBeInstanceOf(MediaFailure)
    expect(failure).toMatchObject({ code: 'preparing-failed' })
  })

  test('does not read a header that goes on and on', async () => {
    const folder = await fresh()
    const tools = { ...(await limitedTools()), ffprobe: await noting(folder, 'ffprobe', 'yes') }
    expect(await rejectionOf(probe(tools, await sample('plain.mp4')))).toMatchObject({ code: 'not-media' })
    expect(lives(await notedPid(folder, 'ffprobe'))).toBe(false)
  })
})
