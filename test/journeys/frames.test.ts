import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Work } from '../../src/platform/queue/run-row.ts'
import { matrices, turn } from '../support/alter-media.ts'
import { openBrowser, signedIn } from '../support/browser.ts'
import { readFrameNumber } from '../support/frame-strip.ts'
import { numbered, words } from '../support/make-media.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { startWorker, upload } from '../support/worker.ts'

/** A frame is seen from its time until the next one's; seeking aims at the middle, as people's eyes do. */
const frameRate = 30
const frames = [0, 1, 100, 222, 359] as const
const at = (frame: number): number => (frame + 0.5) / frameRate

let stage: Stage
let browser: Browser
let page: Page
let complaints: string[]
let folder: string
let clipId: string
beforeAll(async () => {
  stage = await openStage()
  browser = await openBrowser()
  folder = await mkdtemp(path.join(tmpdir(), 'interlude-frames-'))
  const person = await signedIn(browser, stage.baseUrl, stage.cast.leslie)
  page = person.page
  complaints = person.complaints
  clipId = await numberedClip('ready')
})
afterAll(async () => {
  await browser.close()
  await stage.close()
  await rm(folder, { recursive: true })
})

/** A clip whose frames carry their numbers, prepared up to the state that is asked for. */
async function numberedClip(
  state: 'watchable' | 'ready',
  picture?: string[],
  isTurned = false,
): Promise<string> {
  const file = path.join(folder, `${state}.mp4`)
  const filter = isTurned ? ',transpose=2' : ''
  await numbered(file, { seconds: 13, size: '1280x720', filter, ...(picture && { picture }) })
  if (isTurned) await turn(file, matrices.right)
  const withoutLadder = (works: Work[]) =>
    works.map((work) =>
      work.job.name === 'clips.encode-ladder' ? { ...work, run: async () => undefined } : work,
    )
  const worker = await startWorker(stage, state === 'watchable' ? withoutLadder : undefined)
  const clipId = await upload(stage.cast.leslie, await readFile(file), 'numbered.mp4')
  await until(async () => (await stage.cast.leslie.get(`/api/v1/clips/${clipId}`)).body.state === state)
  await worker.stop()
  return clipId
}

/** The number in the picture that the player shows at a time, read from its pixels. */
async function shownAt(seconds: number) {
  await page.evaluate(async (seconds) => {
    const video = document.querySelector('video')
    if (!video) throw new Error('no video')
    video.pause()
    // A seek is over when its data is there; what the canvas would get is the frame that was presented last.
    const presented = new Promise((resolve) => video.requestVideoFrameCallback(resolve))
    const seeked = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }))
    video.currentTime = seconds
    await seeked
    await presented
  }, seconds)
  return shownNow()
}

async function shownNow(): Promise<{ number: number; height: number }> {
  const size = { width: 320, height: 180 }
  const { pixels, height } = await page.evaluate(async ({ width, height }) => {
    const video = document.querySelector('video')
    const canvas = Object.assign(document.createElement('canvas'), { width, height })
    const context = canvas.getContext('2d')
    if (!video || !context) throw new Error('no video or no canvas')
    context.drawImage(video, 0, 0, width, height)
    return { pixels: [...context.getImageData(0, 0, width, height).data], height: video.videoHeight }
  }, size)
  return { number: readFrameNumber(Uint8Array.from(pixels), size.width, size.height, 4), height }
}

/** Opens the watch page so that the player finds one rendition only. */
async function openOn(clipId: string, height: number | undefined, startAt: number): Promise<void> {
  await page.unrouteAll()
  if (height !== undefined) {
    await page.route('**/master.m3u8', async (route) => {
      const response = await route.fetch()
      const [head = '', ...variants] = (await response.text()).split('#EXT-X-STREAM-INF:')
      const wanted = variants.filter((variant) => variant.includes(`x${height},`))
      await route.fulfill({
        response,
        body: head + wanted.map((variant) => `#EXT-X-STREAM-INF:${variant}`).join(''),
      })
    })
  }
  await page.goto(`/clips/${clipId}?t=${startAt}`)
  await page.waitForFunction(() => {
    const video = document.querySelector('video')
    return video !== null && video.readyState >= 2 && !video.seeking
  })
}

describe('the frame at a time is the frame that is shown', () => {
  test('on every rendition of the ladder', async () => {
    for (const height of [720, 480, 240]) {
      await openOn(clipId, height, 5)
      for (const frame of frames) {
        const shown = await shownAt(at(frame))
        expect([height, frame, shown]).toEqual([
          height,
          frame,
          expect.objectContaining({ number: frame, height }),
        ])
      }
      // And back, over what was buffered meanwhile.
      expect(await shownAt(at(100))).toMatchObject({ number: 100 })
    }
  })

  test('where the player came by a link to a moment, also the last one before a new segment', async () => {
    for (const frame of [222, 119, 239, 359]) {
      await openOn(clipId, 480, Number(at(frame).toFixed(3)))
      expect([frame, (await shownNow()).number]).toEqual([frame, frame])
    }
  })

  test('after the player changed from one rendition to another', async () => {
    const seen = new Set<number>()
    for (const heights of [[240, 720] as const, [720, 240] as const]) {
      // The first segments come from one rendition and the later ones from another, as on a link that changes.
      await page.unrouteAll()
      await page.route('**/master.m3u8', async (route) => {
        const response = await route.fetch()
        const [head = '', ...variants] = (await response.text()).split('#EXT-X-STREAM-INF:')
        const [first, second] = heights.map(
          (height) => variants.find((variant) => variant.includes(`x${height},`)) ?? '',
        )
        const playlists = [first, second].map((variant) => variant?.split('\n')[1] ?? '')
        const base = route.request().url().replace('master.m3u8', '')
        const texts = await Promise.all(
          playlists.map(async (uri) => (await page.request.get(base + uri)).text()),
        )
        // Before it is named: the player asks for it at once.
        await page.route('**/mixed.m3u8', async (mixed) =>
          mixed.fulfill({
            contentType: 'application/vnd.apple.mpegurl',
            body: mixOf(
              texts,
              playlists.map((uri) => uri.replace('.m3u8', '.mp4')),
            ),
          }),
        )
        await route.fulfill({
          response,
          body: `${head}#EXT-X-STREAM-INF:${first?.split('\n')[0]}\nmixed.m3u8\n`,
        })
      })
      await page.goto(`/clips/${clipId}?t=0`)
      await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2)
      for (const frame of [100, 119, 120, 121, 150, 240, 359]) {
        const shown = await shownAt(at(frame))
        expect([heights, frame, shown.number]).toEqual([heights, frame, frame])
        seen.add(shown.height)
      }
    }
    expect([...seen].toSorted()).toEqual([240, 720])
  })

  test.each([
    [
      'as most cameras make it',
      words('-c:v libx264 -preset ultrafast -profile:v high -bf 0 -g 30 -pix_fmt yuv420p'),
    ],
    ['with B-frames', words('-c:v libx264 -preset veryfast -bf 3 -g 60 -pix_fmt yuv420p')],
  ])('of the recording itself, %s, while its ladder is being made', async (_how, picture) => {
    await openOn(await numberedClip('watchable', picture), undefined, 5)
    for (const frame of frames) expect([frame, (await shownAt(at(frame))).number]).toEqual([frame, frame])
  })

  test.each([
    ['as phones make it', words('-c:v libx264 -preset ultrafast -bf 0 -g 30 -pix_fmt yuv420p')],
    ['with B-frames', words('-c:v libx264 -preset veryfast -bf 3 -g 60 -pix_fmt yuv420p')],
  ])('of a recording that is turned, upright, %s, while its ladder is being made', async (_how, picture) => {
    await openOn(await numberedClip('watchable', picture, true), undefined, 5)
    expect(await page.evaluate(() => document.querySelector('video')?.src)).toMatch(/media\.mp4$/)
    for (const frame of frames)
      expect([frame, await shownAt(at(frame))]).toEqual([frame, { number: frame, height: 720 }])
  })

  test('and no page complained, nor was anything kept from it by the Content-Security-Policy', () => {
    expect(complaints).toEqual([])
  })
})

/** A media playlist whose first segment comes from one rendition and the others from another. */
function mixOf([first = '', second = '']: string[], [firstUri = '', secondUri = '']: string[]): string {
  const named = (text: string, uri: string) => text.replaceAll('media.mp4', uri)
  const [head = '', one = ''] = named(first, firstUri).split(/(?=#EXTINF)/)
  const [otherHead = '', , ...rest] = named(second, secondUri).split(/(?=#EXTINF)/)
  const map = /^#EXT-X-MAP:.*$/m.exec(otherHead)?.[0] ?? ''
  return [head + one, '#EXT-X-DISCONTINUITY', map, ...rest].join('\n').replaceAll('\n\n', '\n')
}
