import { mkdir, readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { findPreparation } from '../../src/clips/find-preparation.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import type { Work } from '../../src/platform/queue/run-row.ts'
import { levelOfCut } from '../../workers/level-of-cut.ts'
import type { Bench } from '../../workers/preparing-step.ts'
import { clipOf } from '../support/clips.ts'
import { type NumberedOptions, numbered, plainSound, words } from '../support/make-media.ts'
import { workOnFile } from '../support/media-work.ts'
import { playOf } from '../support/play.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { soundSamples } from '../support/watch.ts'
import { startWorker, upload } from '../support/worker.ts'

let stage: Stage
const running: Awaited<ReturnType<typeof startWorker>>[] = []
beforeAll(async () => {
  stage = await openStage({ env: { LOG_LEVEL: 'silent' } })
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((worker) => worker.stop()))
})
afterAll(() => stage.close())

/** The real worker, with something else in the place of one handler’s `run`, which it is given. */
async function work(name?: string, run?: (usual: Work['run']) => Work['run']) {
  const change = (works: Work[]) =>
    works.map((one) => (one.job.name === name && run ? { ...one, run: run(one.run) } : one))
  running.push(await startWorker(stage, change))
}
const quietly = words('-af volume=-26dB')
let files = 0
async function recording(options: NumberedOptions = {}): Promise<ClipId> {
  const file = `${stage.folder}/sound-${files++}.${options.picture ? 'mkv' : 'mp4'}`
  const more = options.sound === null ? [] : quietly
  await numbered(file, { seconds: 4, size: '320x180', more, ...options })
  return (await upload(stage.cast.leslie, await readFile(file), file.slice(-11))) as ClipId
}
const clip = async (clipId: ClipId) => (await stage.cast.leslie.get(`/api/v1/clips/${clipId}`)).body
const untilState = (clipId: ClipId, state: string) => until(async () => (await clip(clipId)).state === state)
const rows = (clipId: ClipId) =>
  stage.platform.db.selectFrom('sounds').selectAll().where('clipId', '=', clipId).execute()
const renditionsOf = (clipId: ClipId) =>
  stage.platform.db
    .selectFrom('renditions')
    .select(['name', 'objectKey', 'cutNo'])
    .where('clipId', '=', clipId)
    .where('retiredAt', 'is', null)
    .orderBy('name')
    .execute()
/** How loud each rendition is, in decibels of full scale. */
async function levelsOf(clipId: ClipId): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const { name, objectKey } of await renditionsOf(clipId)) {
    const file = `${stage.folder}/heard-${files++}.mp4`
    await stage.platform.store.copyToFile(objectKey, file)
    const samples = await soundSamples(file)
    found[name] = 10 * Math.log10(samples.reduce((sum, value) => sum + value * value, 0) / samples.length)
  }
  return found
}
/** Beeps of 0.5 for a tenth of the time, after `quietly`. */
const cameAt = -45

describe('the sound of a quiet recording', () => {
  test('is as it came in what can be watched at once, and louder in all that is made of it', async () => {
    let mayGoOn = () => {}
    const held = new Promise<void>((resolve) => {
      mayGoOn = resolve
    })
    await work('clips.encode-ladder', (usual) => async (...job) => {
      await held
      return usual(...job)
    })
    const clipId = await recording()
    await untilState(clipId, 'watchable')
    // Nobody waits for it to be measured.
    expect(await rows(clipId)).toEqual([])
    expect((await stage.cast.leslie.get(`/api/v1/clips/${clipId}/sound`)).body.isMeasured).toBe(false)
    expect(await levelsOf(clipId)).toEqual({ source: expect.closeTo(cameAt, 0) })
    mayGoOn()
    await untilState(clipId, 'ready')
    const [row] = await rows(clipId)
    expect(row).toMatchObject({ cutNo: 1, peaksPerSecond: 20 })
    const { gainDb = 0, peaks, talk = [] } = row ?? {}
    expect(gainDb).toBeGreaterThan(15)
    expect(peaks?.length).toBeGreaterThanOrEqual(80)
    const heard = await levelsOf(clipId)
    expect(Object.keys(heard).length).toBeGreaterThanOrEqual(2)
    for (const db of Object.values(heard)) expect(db).toBeCloseTo(cameAt + gainDb, 0)
    const { body } = await stage.cast.leslie.get(`/api/v1/clips/${clipId}/sound`)
    expect(body).toMatchObject({ isMeasured: true, msPerPeak: 50, loudness: { gainDb } })
    expect(body.talk).toEqual(talk.map(([startMs, endMs]) => ({ startMs, endMs })))
    await playOf(stage.cast.leslie, clipId)
  })

  test('is measured once: the ladder makes it as loud as the first rung was made', async () => {
    let mayGoOn = () => {}
    const held = new Promise<void>((resolve) => {
      mayGoOn = resolve
    })
    await work('clips.encode-ladder', (usual) => async (...job) => {
      await held
      return usual(...job)
    })
    // No browser plays it as it is, and it is small enough to have one rung more than the first.
    const clipId = await recording({
      ...{ size: '640x360', picture: words('-c:v mpeg4 -q:v 5'), sound: plainSound },
    })
    await untilState(clipId, 'watchable')
    const [first] = await rows(clipId)
    const atFirst = await levelsOf(clipId)
    expect(Object.values(atFirst)).toEqual([expect.closeTo(cameAt + (first?.gainDb ?? 0), 0)])
    // As if this ffmpeg had measured what a later one would not.
    await stage.platform.db.updateTable('sounds').set({ gainDb: 9 }).where('clipId', '=', clipId).execute()
    mayGoOn()
    await untilState(clipId, 'ready')
    expect(await rows(clipId)).toEqual([{ ...first, gainDb: 9 }])
    const [name = ''] = Object.keys(atFirst)
    const { [name]: standing, ...later } = await levelsOf(clipId)
    expect(standing).toBe(atFirst[name])
    expect(Object.keys(later).length).toBeGreaterThanOrEqual(2)
    for (const db of Object.values(later)) expect(db).toBeCloseTo(cameAt + 9, 0)
  })

  test('is measured again where a step died before it was noted, and never after that', async () => {
    const { platform, folder } = stage
    const file = `${folder}/quiet.mp4`
    await numbered(file, { seconds: 3, size: '320x180', more: quietly })
    const clipId = await clipOf(platform, stage.cast.leslie)
    const clip = await findPreparation(platform.db, clipId)
    if (!clip) throw new Error('the clip is gone')
    const { tools, facts } = await workOnFile(file, folder)
    const workshop = { platform, tools, scratch: folder }
    const { signal } = new AbortController()
    const bench: Bench = { workshop, clip, file, folder, signal }

    const killed = new AbortController()
    setImmediate(() => killed.abort(new Error('the worker was killed')))
    await expect(levelOfCut({ ...bench, signal: killed.signal }, facts)).rejects.toThrow('was killed')
    expect(await rows(clipId)).toEqual([])
    // Two that believe each other dead.
    const [one, two] = await Promise.all(
      (['one', 'two'] as const).map(async (name) => {
        await mkdir(`${folder}/${name}`)
        return levelOfCut({ ...bench, folder: `${folder}/${name}` }, facts)
      }),
    )
    expect(one).toEqual({ gainDb: expect.closeTo(20, -1), limited: expect.any(Boolean) })
    expect(two).toEqual(one)
    const [row, ...more] = await rows(clipId)
    expect([row?.gainDb, more]).toEqual([one?.gainDb, []])
    const deaf = { ...workshop, tools: { ...tools, ffmpeg: '/nowhere/ffmpeg' } }
    expect(await levelOfCut({ ...bench, workshop: deaf }, facts)).toEqual(one)
  })

  test('of a cut is its own: of its length, under its number, and of the earlier one nothing is left', async () => {
    await work()
    const clipId = await recording({ seconds: 6 })
    await untilState(clipId, 'ready')
    const [whole] = await rows(clipId)
    await stage.cast.leslie.send('PUT', `/api/v1/clips/${clipId}/cut`, {
      body: { inMs: 1500, outMs: 4000 },
    })
    await untilState(clipId, 'ready')
    const [ofCut, ...more] = await rows(clipId)
    expect(more).toEqual([])
    expect([ofCut?.cutNo, ofCut?.peaks.length]).toEqual([2, 50])
    // The beep at the second second is half a second into the cut.
    const beep = ofCut?.peaks.indexOf(Math.max(...(ofCut?.peaks ?? [])))
    expect(beep).toBeGreaterThanOrEqual(9)
    expect(ofCut?.peaks[4]).toBeLessThan(60)
    expect(whole?.peaks.length).toBeGreaterThanOrEqual(120)
  })

  test('is not there where a recording has none, and is told so', async () => {
    await work()
    const clipId = await recording({ sound: null })
    await untilState(clipId, 'ready')
    expect(await rows(clipId)).toEqual([])
    expect((await stage.cast.leslie.get(`/api/v1/clips/${clipId}/sound`)).body).toMatchObject({
      ...{ isMeasured: false, peaks: [] },
    })
  })
})
