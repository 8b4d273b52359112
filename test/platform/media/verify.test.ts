import { copyFile, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Packaged } from '../../../src/platform/media/packaged.ts'
import { planRenditions } from '../../../src/platform/media/rendition-plan.ts'
import { verifyRendition } from '../../../src/platform/media/verify.ts'
import { encodedFrom, freshFolders, mediaTools, rejectionOf, workOn } from '../../support/media-work.ts'

const fresh = freshFolders()
const durationMs = 6000
let whole: Packaged
let sound: Packaged

beforeAll(async () => {
  const { facts } = await workOn('plain.mp4', '')
  const plan = planRenditions(facts)
  const made = await encodedFrom('plain.mp4', await fresh(), { ...plan, video: plan.video.slice(-1) })
  const [first, second] = made
  if (!first || !second) throw new Error('nothing was made')
  whole = first
  sound = second
})

/** A copy to do harm to. */
async function copied(changes: Partial<Packaged> = {}): Promise<Packaged> {
  const file = path.join(await fresh(), 'media.mp4')
  await copyFile(whole.file, file)
  return { ...whole, file, ...changes }
}

/** Why it is refused, after its name. */
async function reasonOf(rendition: Packaged, promisedMs = durationMs): Promise<string> {
  const failure = await rejectionOf(verifyRendition(await mediaTools(), rendition, promisedMs))
  expect(failure).toMatchObject({ code: 'preparing-failed' })
  return (failure as Error).message.replace('the rendition 240 is not right: ', '')
}

describe.concurrent('a rendition is published', () => {
  test('when it is whole, with its picture or as sound alone', async () => {
    await verifyRendition(await mediaTools(), whole, durationMs)
    await verifyRendition(await mediaTools(), sound, durationMs)
  })

  test.each([
    ['half a second longer', 6500],
    ['half a second shorter', 5500],
  ])('when what was promised is %s', async (_, promisedMs) => {
    await verifyRendition(await mediaTools(), whole, promisedMs)
  })
})

describe.concurrent('a rendition is not published', () => {
  test.each([
    ['more than half a second longer', 6501],
    ['more than half a second shorter', 5499],
    // For a clip of a moment half a second would be all of it.
    ['a moment', 300],
  ])('when what was promised is %s', async (_, promisedMs) => {
    expect(await reasonOf(whole, promisedMs)).toBe(`6000 ms by its playlist and not ${promisedMs}`)
  })

  test('when its object was cut off after it was made', async () => {
    const cut = await copied()
    await truncate(cut.file, cut.bytes - 1)
    expect(await reasonOf(cut)).toBe(`${cut.bytes - 1} bytes and not ${cut.bytes}`)
  })

  test('when its object goes on after the playlist ends', async () => {
    const longer = await copied({ bytes: whole.bytes + 100 })
    await writeFile(longer.file, Buffer.alloc(100), { flag: 'a' })
    expect(await reasonOf(longer)).toBe(`its playlist ends at byte ${whole.bytes} of ${whole.bytes + 100}`)
  })

  test('when its playlist leaves the last segment out', async () => {
    const [head = '', first = ''] = whole.playlist.split(/(?=#EXTINF)/)
    const reason = await reasonOf({ ...whole, playlist: `${head}${first}#EXT-X-ENDLIST\n` })
    expect(reason).toMatch(new RegExp(`^its playlist ends at byte \\d+ of ${whole.bytes}$`))
  })

  test('when its playlist has no end: ffmpeg was stopped', async () => {
    const playlist = whole.playlist.replace('#EXT-X-ENDLIST\n', '').replace('#EXT-X-ENDLIST', '')
    expect(await reasonOf({ ...whole, playlist })).toBe('playlist: does not end')
  })

  test('when the packets in it are fewer than its playlist says', async () => {
    // The last fragment is there by its bytes, and holds nothing.
    const hollow = await copied()
    const last = Number(/BYTERANGE:\d+@(\d+)\n[^@]*$/.exec(whole.playlist)?.[1])
    await truncate(hollow.file, last)
    await truncate(hollow.file, hollow.bytes)
    expect(await reasonOf(hollow)).toBe('4000 ms by its packets and not 6000')
  })

  test('when it cannot be read at all', async () => {
    const noise = await copied()
    await writeFile(noise.file, Buffer.alloc(noise.bytes, 'noise'))
    expect(await reasonOf(noise)).toBe('240 cannot be read back')
  })
})
