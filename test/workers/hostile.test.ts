import { readdir, readFile, writeFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { failures } from '../../src/clips/failures.ts'
import { listed } from '../platform/storage/bytes.ts'
import { type HostileFile, marker, openWorkbench, type Workbench } from '../support/hostile/hostile-file.ts'
import { hostileFiles } from '../support/hostile/hostile-files.ts'
import { listening } from '../support/listening.ts'
import { freshFolders, streamsOf } from '../support/media-work.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { startWorker, upload } from '../support/worker.ts'

const fresh = freshFolders()
let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
let listener: Awaited<ReturnType<typeof listening>>
let bench: Workbench & AsyncDisposable
const logged: unknown[][] = []
beforeAll(async () => {
  stage = await openStage()
  for (const level of ['info', 'warn', 'error'] as const) {
    vi.spyOn(stage.platform.log, level).mockImplementation((...words: unknown[]) => void logged.push(words))
  }
  worker = await startWorker(stage)
  listener = await listening()
  bench = await openWorkbench(listener.port)
})
afterAll(async () => {
  await worker.stop()
  await stage.close()
  await bench[Symbol.asyncDispose]()
  await listener[Symbol.asyncDispose]()
})

/** Uploads it as its sender would, and waits until the worker is done with it. */
async function prepared({ make, name }: Pick<HostileFile, 'make' | 'name'>) {
  const { leslie } = stage.cast
  const clipId = await upload(leslie, await make(bench), name)
  let clip = (await leslie.get(`/api/v1/clips/${clipId}`)).body
  await until(async () => {
    clip = (await leslie.get(`/api/v1/clips/${clipId}`)).body
    return clip.state === 'ready' || clip.failure !== null
  })
  return clip
}

/** Everything that was made of a clip, by its name in the store. */
async function madeOf(clipId: string): Promise<Map<string, Buffer>> {
  const keys = await listed(stage.platform.store.list(`clips/${clipId}`))
  const made = new Map<string, Buffer>()
  for (const { key } of keys) made.set(key, await buffer(await stage.platform.store.read(key)))
  return made
}

/** A rendition is a picture, a sound or both, of a size and a length that every player takes, and nothing besides. */
async function expectHarmless(bytes: Buffer): Promise<void> {
  const file = `${await fresh()}/rendition.mp4`
  await writeFile(file, bytes)
  const streams = await streamsOf(file)
  expect(streams.length).toBeGreaterThan(0)
  for (const { codec_name, codec_type, width = 2, height = 2, ...others } of streams) {
    expect(codec_name).toBe(codec_type === 'video' ? 'h264' : 'aac')
    expect([width % 2, height % 2]).toEqual([0, 0])
    expect(Math.max(width, height)).toBeLessThanOrEqual(8192)
    expect(others.side_data_list ?? []).toEqual([])
  }
}

describe.concurrent('a hostile file', () => {
  test.each(hostileFiles)('$what: $ends', { timeout: 240_000 }, async (file) => {
    const clip = await prepared(file)
    const end = clip.failure ? clip.failure.code : 'safe'
    expect([file.ends].flat()).toContain(end)
    // Nothing of our machine, nor of what ffmpeg said.
    expect(JSON.stringify(clip)).not.toMatch(/\/tmp|file:|ffmpeg|ffprobe|@ 0x|scratch/)
    const made = await madeOf(clip.id)
    if (end !== 'safe') {
      const { message, retryable } = failures[end as keyof typeof failures]
      expect(clip).toMatchObject({ state: 'failed', failure: { code: end, message, retryable: false } })
      expect(retryable).toBe(false)
      expect([...made.keys()]).toEqual([])
      return
    }
    expect(clip).toMatchObject({ state: 'ready', failure: null, progress: null })
    expect(clip.durationMs).toBeLessThanOrEqual(4 * 3_600_000)
    const renditions = [...made].filter(([key]) => key.endsWith('.mp4'))
    expect(renditions.length).toBeGreaterThan(0)
    for (const [, bytes] of renditions) await expectHarmless(bytes)
    for (const [key, bytes] of made) {
      expect(bytes.includes(marker), key).toBe(false)
      if (key.endsWith('.jpg')) expect(bytes.subarray(0, 2).toString('hex')).toBe('ffd8')
    }
  })
})

describe('after all of them', () => {
  test('nobody was called', () => expect(listener.heard()).toBe(0))

  test('nothing is left on the disk, and no object that is not published', async () => {
    const [own = ''] = await readdir(`${stage.folder}/scratch`)
    expect(await readdir(`${stage.folder}/scratch/${own}`)).toEqual([])
    const { db } = stage.platform
    const unsettled = await db
      .selectFrom('storedObjects')
      .selectAll()
      .where('settledAt', 'is', null)
      .execute()
    expect(unsettled).toEqual([])
  })

  test('every refusal was logged with its reason, and no line of the log could change a terminal', () => {
    const refused = logged.filter((words) => words.includes('a recording was refused'))
    expect(refused.length).toBeGreaterThan(40)
    // The server's own lines carry requests and answers, which pino picks from.
    const texts = logged.filter(([about]) => (about as { clipId?: unknown }).clipId).flatMap(textsIn)
    expect(texts.length).toBeGreaterThan(200)
    for (const text of texts) expect(text).not.toMatch(/[^\P{C}\n]/u)
  })

  test('there were enough, and every code that refuses one says so in both languages', async () => {
    expect(hostileFiles.length).toBeGreaterThanOrEqual(100)
    const codes = new Set(hostileFiles.flatMap(({ ends }) => ends).filter((end) => end !== 'safe'))
    expect(codes.size).toBeGreaterThanOrEqual(7)
    for (const language of ['en', 'es']) {
      const folder = `web/messages/${language}`
      const files = await Promise.all(
        (await readdir(folder)).map((name) => readFile(`${folder}/${name}`, 'utf8')),
      )
      const words = Object.assign({}, ...files.map((text) => JSON.parse(text))) as Record<string, string>
      for (const code of codes)
        expect(words[`failure.${code}`], `${language} ${code}`).toMatch(/^\p{Lu}.*\.$/su)
    }
  })
})

/** Every text anywhere in a value, errors included. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  const own = Object.getOwnPropertyNames(value).filter((name) => name !== 'stack')
  return own.flatMap((name) => textsIn((value as Record<string, unknown>)[name]))
}
