import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../src/platform/config.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { openLog } from '../../src/platform/log.ts'
import { probe } from '../../src/platform/media/probe.ts'
import { findMediaTools } from '../../src/platform/media/tools.ts'
import { openPlatform } from '../../src/platform/platform.ts'
import { givenUp, holdsNothingElse, openJobs, renditionsOf, stateOf } from '../support/crash-matrix.ts'
import { type CrashSite, openCrashSite } from '../support/crash-site.ts'
import { readFragments } from '../support/fragments.ts'
import { declareWorkers, longLesson, longSeconds, watchableClipOf } from '../support/long-lesson.ts'
import { eventually, useProcesses } from '../support/processes.ts'
import type { FfmpegStep } from '../support/stepped-ffmpeg.ts'

describe('a worker that is killed', () => {
  const processes = useProcesses()
  let site: CrashSite
  let clipId: ClipId
  beforeAll(async () => {
    const { folder } = processes
    await mkdir(`${folder}/source`)
    const recording = await longLesson(`${folder}/source`, null)
    const facts = await probe(await findMediaTools(), `${folder}/source/long.mp4`)
    site = await openCrashSite(processes, undefined)
    await declareWorkers(site.db, 2)
    for (const step of ['chunk', 'join'] as const) await site.ffmpeg.hold(step)
    const env = { DATABASE_URL: site.databaseUrl, AUTH_SECRET: 'a secret that only the tests know of' }
    const config = readConfig({ ...env, DATA_DIR: site.dataDir })
    const platform = await openPlatform(config, site.databaseUrl, openLog('silent', 'test'))
    clipId = await watchableClipOf(platform, site.cast.leslie, recording, facts)
    await platform.close()
  }, 120_000)
  afterAll(() => site?.end())

  const killedAt = async (step: FfmpegStep) => {
    await eventually(async () => {
      await site.hurry()
      expect(site.ffmpeg.waiting(step)).toHaveLength(1)
    }, 150_000)
    await site.killWorker()
    await site.ffmpeg.release(step)
  }

  test('while it encodes a chunk, and while it puts chunks together, leaves the clip ready, once, and nothing besides', async () => {
    await killedAt('chunk')
    await killedAt('join')
    await eventually(async () => {
      await site.hurry()
      expect(await stateOf(site, clipId)).toEqual({ state: 'ready', failureCode: null })
    }, 150_000)
    expect(await renditionsOf(site, clipId)).toEqual(['small'])
    await eventually(async () => expect(await openJobs(site)).toEqual([]))
    expect(await givenUp(site)).toEqual([])
    const jobs = await site.db.selectFrom('outbox').select(['job', 'starts']).execute()
    const starts = (name: string) => jobs.filter(({ job }) => job === name).map((row) => row.starts)
    // The one that was killed is made anew, and whatever the next worker had begun by the time that this was noticed.
    expect(starts('clips.encode-chunk')).toHaveLength(4)
    expect(Math.max(...starts('clips.encode-chunk'))).toBe(2)
    expect(starts('clips.join-chunks')).toEqual([2])
    expect(await site.db.selectFrom('chunks').selectAll().execute()).toEqual([])
    const { objectKey } = await site.db
      .selectFrom('renditions')
      .select('objectKey')
      .where('name', '=', 'small')
      .executeTakeFirstOrThrow()
    const tracks = await readFragments(path.join(site.dataDir, 'objects', objectKey))
    const { samples = [] } = tracks.find(({ kind }) => kind === 'video') ?? {}
    expect(samples).toHaveLength(longSeconds * 30)
    await holdsNothingElse(site)
  }, 480_000)
})
