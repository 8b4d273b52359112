import { readdir, readFile } from 'node:fs/promises'
import { request } from 'node:http'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeOrphans } from '../../src/clips/remove-orphans.ts'
import { sweepObjects } from '../../src/clips/sweep-objects.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { openDiskStore } from '../../src/platform/storage/disk-store.ts'
import { listed } from '../platform/storage/bytes.ts'
import { type CrashSite, type Gate, openCrashSite } from './crash-site.ts'
import { query } from './empty-database.ts'
import { beeps, ffmpeg, numbers, plainSound, words } from './make-media.ts'
import { eventually, killIfThere, useProcesses } from './processes.ts'
import type { FfmpegStep } from './stepped-ffmpeg.ts'
import { offsetOf, patchTus, startTus } from './tus.ts'

export interface Kill {
  readonly what: string
  /** Kills it at this step, and brings it back. */
  kill(site: CrashSite, step: Step): Promise<void>
}

/** In the order a clip comes by them. A job is started three times at most, so that no job is killed three times. */
const steps = ['receiving', 'inspecting', 'first rung', 'publishing', 'encoding', 'placing'] as const
export type Step = (typeof steps)[number]

const told: Record<Step, string> = {
  receiving: 'is received',
  inspecting: 'is looked at',
  'first rung': 'gets its first rung',
  publishing: 'is published',
  encoding: 'is encoded',
  placing: 'is placed in the store',
}

const ffmpegOf: Partial<Record<Step, FfmpegStep>> = {
  inspecting: 'poster',
  'first rung': 'first',
  encoding: 'ladder',
}
const gateOf: Partial<Record<Step, Gate>> = { publishing: 'publishing', placing: 'placing' }

export const killWorker: Kill = { what: 'the worker, killed', kill: (site) => site.killWorker() }
export const killApi: Kill = { what: 'the API, killed', kill: (site) => site.killApi() }
/** By turns as `pg_ctl stop -m immediate` does, and outright. */
export const killPostgres: Kill = {
  what: 'PostgreSQL, killed',
  kill: async (site, step) => {
    await site.killPostgres(steps.indexOf(step) % 2 === 0 ? 'SIGQUIT' : 'SIGKILL')
    // Whose transaction it was may not even have been able to say so; an ffmpeg goes on.
    await site.minutePasses(gateOf[step] ? 'were killed' : 'live')
  },
}
/** Where none runs nothing can be killed, and nothing may change. */
export const killFfmpeg: Kill = {
  what: 'its ffmpeg, killed',
  kill: async ({ ffmpeg: { waiting } }, step) => {
    const of = ffmpegOf[step]
    const pids = of ? waiting(of) : []
    if (of) expect(pids).toHaveLength(1)
    for (const pid of pids) killIfThere(pid)
  },
}

/** What is killed at which step, each cell a test, on real processes; then the clip must be ready, once, with nothing besides. */
export function crashMatrix(title: string, kills: readonly Kill[], redisUrl?: string): void {
  describe(title, () => {
    const processes = useProcesses()
    let site: CrashSite
    let file: Buffer
    const made: string[][] = []
    beforeAll(async () => {
      const source = path.join(processes.folder, 'lesson.mp4')
      // No browser plays 4:2:2, so that it needs its first rung.
      const picture = words('-c:v libx264 -preset ultrafast -pix_fmt yuv422p -profile:v high422 -g 30')
      const inputs = ['-f', 'lavfi', '-i', numbers('640x360', 30, 2), '-f', 'lavfi', '-i', beeps(2)]
      await ffmpeg(...inputs, ...picture, ...plainSound, source)
      file = await readFile(source)
      site = await openCrashSite(processes, redisUrl)
    })
    afterAll(() => site?.end())

    describe.each(kills)('$what,', (kill) => {
      let clipId: ClipId
      let upload: Awaited<ReturnType<typeof halfSent>>

      test.each(steps.map((step) => [told[step], step] as const))(
        'while a clip %s',
        async (_, step) => {
          if (step === 'receiving') {
            await closeAll(site, steps)
            upload = await halfSent(site, file)
            clipId = upload.clipId
          } else await arrivesAt(site, step)
          await kill.kill(site, step)
          // PostgreSQL took them along.
          await closeAll(site, steps.slice(steps.indexOf(step) + 1))
          await openFor(site, step)
          if (step === 'receiving') await upload.goOn()
        },
        120_000,
      )

      test('leaves it ready, once, and nothing besides', async () => {
        await eventually(async () => {
          await site.hurry()
          expect(await stateOf(site, clipId)).toEqual({ state: 'ready', failureCode: null })
        }, 90_000)
        made.push(await renditionsOf(site, clipId))
        // Whatever was killed, the same was made.
        expect(made.at(-1)?.length).toBeGreaterThan(2)
        expect(made.at(-1)).toEqual(made[0])
        await eventually(async () => expect(await openJobs(site)).toEqual([]))
        expect(await givenUp(site)).toEqual([])
        await holdsNothingElse(site)
      }, 120_000)
    })
  })
}

async function closeAll({ ffmpeg: program, close }: CrashSite, which: readonly Step[]): Promise<void> {
  for (const step of which) {
    const [held, gate] = [ffmpegOf[step], gateOf[step]]
    if (held) await program.hold(held)
    if (gate) await close(gate)
  }
}

async function openFor({ ffmpeg: program, open }: CrashSite, step: Step): Promise<void> {
  const [held, gate] = [ffmpegOf[step], gateOf[step]]
  if (held) await program.release(held)
  if (gate) await open(gate)
}

const arrivesAt = (site: CrashSite, step: Step): Promise<void> =>
  eventually(async () => {
    await site.hurry()
    const [held, gate] = [ffmpegOf[step], gateOf[step]]
    const there = held ? site.ffmpeg.waiting(held).length : gate ? await site.waiting(gate) : 0
    expect(there, `nothing is ${step}`).toBeGreaterThan(0)
  }, 90_000)

/** An upload of which one half is there, and the other is on its way in a request that ends only with `goOn`. */
async function halfSent({ cast: { leslie }, db }: CrashSite, file: Buffer) {
  const half = Math.floor(file.length / 2)
  const { location, clipId, uploadId } = await startTus(leslie, file.length)
  expect((await patchTus(leslie, location, 0, file.subarray(0, half))).status).toBe(204)
  const sending = request(new URL(location, leslie.baseUrl), {
    method: 'PATCH',
    headers: {
      ...leslie.headers,
      ...{ 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream' },
      ...{ 'upload-offset': String(half), 'content-length': String(file.length - half) },
    },
  })
  sending.on('error', () => {})
  sending.write(file.subarray(half, half + 1000))
  await eventually(async () => {
    const { leaseHolder } = await db
      .selectFrom('uploads')
      .select('leaseHolder')
      .where('id', '=', uploadId)
      .executeTakeFirstOrThrow()
    expect(leaseHolder).not.toBeNull()
  })
  const goOn = async () => {
    sending.destroy()
    await eventually(async () => {
      // Who held it may be dead: nobody waits ten seconds here for that to be noticed.
      await db.updateTable('uploads').set({ leaseExpiresAt: new Date() }).where('id', '=', uploadId).execute()
      const offset = await offsetOf(leslie, location)
      if (offset < file.length) await patchTus(leslie, location, offset, file.subarray(offset))
      expect(await offsetOf(leslie, location)).toBe(file.length)
    })
  }
  return { clipId, goOn }
}

export const stateOf = ({ db }: CrashSite, clipId: ClipId) =>
  db.selectFrom('clips').select(['state', 'failureCode']).where('id', '=', clipId).executeTakeFirst()

export async function renditionsOf({ db }: CrashSite, clipId: ClipId): Promise<string[]> {
  const rows = await db
    .selectFrom('renditions')
    .select(['name'])
    .where('clipId', '=', clipId)
    .where('retiredAt', 'is', null)
    .orderBy('name')
    .execute()
  return rows.map(({ name }) => name)
}

export const openJobs = ({ databaseUrl }: CrashSite) =>
  query(
    databaseUrl,
    `select job, starts from outbox where finished_at is null and queue not in ('mail', 'upkeep')`,
  )
export const givenUp = ({ databaseUrl }: CrashSite) =>
  query(databaseUrl, 'select job, gave_up_because from outbox where gave_up_because is not null')

/** After a sweep for which all is old the store holds what rows stand for, and the disk no work in progress. */
export async function holdsNothingElse({ db, databaseUrl, dataDir }: CrashSite): Promise<void> {
  const store = openDiskStore(path.join(dataDir, 'objects'))
  await sweepObjects(db, store, { unsettledHours: 0, retiredHours: 0 })
  await store.removeLeftovers(0)
  const known = await query(
    databaseUrl,
    'select object_key from renditions union all select object_key from stills union all select object_key from recordings',
  )
  expect((await listed(store.list(''))).map(({ key }) => key).toSorted()).toEqual(
    known.map(({ object_key }) => object_key).toSorted(),
  )
  expect((await removeOrphans(db, store, new AbortController().signal)).found).toBe(0)
  // The folder of the one worker that lives, with nothing in it.
  const scratch = path.join(dataDir, 'scratch')
  const folders = await readdir(scratch)
  expect(folders).toHaveLength(1)
  await eventually(async () => expect(await readdir(path.join(scratch, folders[0] ?? ''))).toEqual([]))
}
