import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { probe } from '../../../src/platform/media/probe.ts'
import { mayRemux } from '../../../src/platform/media/remux-gate.ts'
import { makeSampleClip } from '../../../src/platform/media/sample-clip.ts'
import { freshFolders, mediaTools, rejectionOf } from '../../support/media-work.ts'
import { grayFrames, soundSamples } from '../../support/watch.ts'

const fresh = freshFolders()

describe('the clip to look at on a first start', () => {
  test('is a small lesson that moves and speaks, and is watchable at once', async () => {
    const tools = await mediaTools()
    const file = path.join(await fresh(), 'not yet there', 'sample.mp4')
    await makeSampleClip(tools, file, 3)
    const facts = await probe(tools, file)
    expect(facts).toMatchObject({
      durationMs: 3000,
      video: { codec: 'h264', width: 1280, height: 720, frameRate: 30, rotation: 0 },
      audio: { codec: 'aac', sampleRate: 48_000 },
    })
    expect(mayRemux(facts)).toBe(true)

    const frames = await grayFrames(file, 1280, 720)
    expect(frames).toHaveLength(90)
    const [first, last] = [frames.at(0), frames.at(-1)]
    const moved = first?.reduce(
      (count, value, at) => count + (Math.abs(value - (last?.[at] ?? 0)) > 30 ? 1 : 0),
      0,
    )
    // Somebody walks: more than a few pixels, and not the whole room.
    expect(moved).toBeGreaterThan(1000)
    expect(moved).toBeLessThan((1280 * 720) / 4)

    const loudest = (await soundSamples(file)).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    expect(loudest).toBeGreaterThan(0.1)
    expect(loudest).toBeLessThanOrEqual(1)
  })

  test('can be called off', async () => {
    const reason = new Error('shutting down')
    const file = path.join(await fresh(), 'sample.mp4')
    const made = makeSampleClip(await mediaTools(), file, 3, AbortSignal.abort(reason))
    expect(await rejectionOf(made)).toBe(reason)
  })
})
