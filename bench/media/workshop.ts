import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { completeUpload } from '../../src/clips/complete-upload.ts'
import { startUpload } from '../../src/clips/start-upload.ts'
import type { ClipState } from '../../src/clips/states.ts'
import { addPerson } from '../../src/identity/add-person.ts'
import { createOrganisation } from '../../src/identity/create-organisation.ts'
import { writeToken } from '../../src/identity/create-token.ts'
import { newSecret } from '../../src/identity/token-secret.ts'
import type { Viewer } from '../../src/identity/viewer.ts'
import { readConfig } from '../../src/platform/config.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { openLog } from '../../src/platform/log.ts'
import { openPlatform, type Platform } from '../../src/platform/platform.ts'
import type { QueueName } from '../../src/platform/queue/job.ts'
import { runRow } from '../../src/platform/queue/run-row.ts'
import { worksOf } from '../../workers/handlers.ts'
import type { Bench } from './bench.ts'

export interface Workshop {
  readonly platform: Platform
  /** What another process needs to work on the same clips. */
  readonly env: Readonly<Record<string, string>>
  /** Of a teacher. */
  readonly token: string
  /** Puts a file where a resumable upload leaves it. Its last byte has come once `complete` is called. */
  deliver(file: string): Promise<Delivered>
  /** Does what there is to do, as a worker does it, until the clip is there or nothing is left. */
  prepare(clipId: ClipId, until: 'watchable' | 'all is done'): Promise<void>
  stateOf(clipId: ClipId): Promise<ClipState>
}

export interface Delivered {
  readonly clipId: ClipId
  complete(): Promise<void>
}

/** A database and a store on this disk, for `work` alone. */
export async function inWorkshop<T>(
  bench: Bench,
  name: string,
  work: (workshop: Workshop) => Promise<T>,
): Promise<T> {
  const { url } = await bench.open(name)
  const folder = `${bench.folder}/${name}`
  const env = {
    ...{ DATABASE_URL: url, AUTH_SECRET: 'a secret that only the bench knows of', DATA_DIR: folder },
    ...{ PORT: '0', LOG_LEVEL: 'error', NODE_ENV: 'production' },
  }
  const config = readConfig(env)
  const platform = await openPlatform(config, url, openLog(config.logLevel, 'bench'))
  try {
    return await work({ platform, env, ...(await openedOn(platform, bench)) })
  } finally {
    await platform.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function openedOn(platform: Platform, { tools, signal }: Bench) {
  const { db, config, storage, store } = platform
  const { viewer, token } = await newcomer(platform)
  const scratch = `${config.dataDir}/scratch`
  const works = new Map(worksOf({ platform, tools, scratch }).map((one) => [one.job.name, one]))
  const stateOf: Workshop['stateOf'] = async (clipId) => {
    const { state, failureCode } = await db
      .selectFrom('clips')
      .select(['state', 'failureCode'])
      .where('id', '=', clipId)
      .executeTakeFirstOrThrow()
    if (failureCode) throw new Error(`the clip failed: ${failureCode}`)
    return state
  }
  const deliver: Workshop['deliver'] = async (file) => {
    const { size: bytes } = await stat(file)
    const { clipId, uploadId, objectKey } = await startUpload(
      ...[db, viewer, config.limits, storage.resumable.objectKey],
      { way: 'tus', title: 'A lesson', filename: 'lesson.mp4', contentType: 'video/mp4', bytes },
    )
    await store.put(objectKey, createReadStream(file), { signal })
    return { clipId, complete: async () => void (await completeUpload(db, uploadId, { bytes })) }
  }
  const next = () =>
    db
      .selectFrom('outbox')
      .select(['id as rowId', 'queue'])
      .where('finishedAt', 'is', null)
      .orderBy('id')
      .executeTakeFirst()
  const prepare: Workshop['prepare'] = async (clipId, until) => {
    for (;;) {
      if ((await stateOf(clipId)) === until) return
      const row = await next()
      if (!row) break
      await runRow(db, works, { ...row, queue: row.queue as QueueName }, signal, () => signal.aborted)
    }
    const state = await stateOf(clipId)
    if (state !== 'ready') throw new Error(`nothing is left to do, and the clip is ${state}`)
  }
  return { token, stateOf, deliver, prepare }
}

async function newcomer({ db }: Platform): Promise<{ viewer: Viewer; token: string }> {
  const organisationId = await createOrganisation(db, 'Bench')
  const [name, email, password] = ['Leslie', 'leslie@bench.example', 'between the meetings']
  const personId = await addPerson(db, { organisationId, name, email, roles: ['teacher'], password })
  const viewer = { organisationId, personId }
  const token = newSecret('itl')
  await writeToken(db, viewer, 'bench', token)
  return { viewer, token }
}
