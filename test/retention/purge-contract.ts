import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { abandonUpload } from '../../src/clips/abandon-upload.ts'
import { noteObject } from '../../src/clips/stored-objects.ts'
import type { Db } from '../../src/platform/db/schema.ts'
import { type ClipId, type CohortId, newId, type UploadId } from '../../src/platform/ids.ts'
import type { Platform } from '../../src/platform/platform.ts'
import type { ObjectStore } from '../../src/platform/storage/object-store.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { exemplarOf } from '../support/exemplars.ts'
import type { Stage } from '../support/stage.ts'
import { patchTus, startTus } from '../support/tus.ts'
import { doPurge } from './do-jobs.ts'

interface Where {
  open(): Promise<Stage>
  /** What is left of an upload in the store, side files and parts included. */
  traces(stage: Stage, uploadId: UploadId): Promise<string[]>
}

export const purge = (who: Person, clipId: string) =>
  who.send('PUT', `/api/v1/clips/${clipId}/purge`, { body: { confirm: true } })

/** A clip with all that can stand next to it: talk, notes, a grant, an exemplar, an object that was never published. */
export async function fullClipOf(platform: Platform, owner: Person, cohortId: string): Promise<ClipId> {
  const { db, store } = platform
  const clipId = await readyClipOf(platform, owner, { title: 'Canary title' })
  const { organisationId, personId } = owner.viewer
  await owner.post(`/api/v1/clips/${clipId}/grants`, { cohortId })
  await owner.patch(`/api/v1/clips/${clipId}`, { tried: 'Canary trial', question: 'Canary question' })
  await owner.send('PUT', `/api/v1/clips/${clipId}/reading`, { body: { until: new Date().toISOString() } })
  const said = { cohortId, kind: 'notice', body: 'Canary words', clientKey: randomUUID(), startMs: 1000 }
  const { status } = await owner.post(`/api/v1/clips/${clipId}/threads`, said)
  if (status !== 201) throw new Error(`nothing could be said: ${status}`)
  await db
    .insertInto('notes')
    .values({
      ...{ organisationId, id: randomUUID() as never, clipId, authorId: personId },
      ...{ body: 'Canary note', clientKey: randomUUID() },
    })
    .execute()
  await db
    .insertInto('playbacks')
    .values({ organisationId, id: randomUUID() as never, clipId, personId, what: 'play', cutNo: 1 })
    .execute()
  const cues = [{ startMs: 0, endMs: 1000, text: 'Canary caption' }]
  await owner.send('PUT', `/api/v1/clips/${clipId}/captions/en`, { body: { cues } })
  const exemplar = await exemplarOf(platform, owner, {
    ...{ clipId, title: 'Canary card', words: 'Canary reasons', goal: 'Canary goal' },
    ...{ cameBefore: 'Canary day before', questions: ['Canary to ask'] },
  })
  const beside = { organisationId, exemplarId: exemplar.id, authorId: personId }
  await db
    .insertInto('teachingNotes')
    .values({ ...beside, id: newId(), startMs: 0, body: 'Canary beside it', clientKey: randomUUID() })
    .execute()
  await db
    .insertInto('exemplarThanks')
    .values({ ...beside, id: newId(), cohortId: cohortId as CohortId, body: 'Canary thanks' })
    .execute()
  const key = `clips/${clipId}/${randomUUID()}/left-over.mp4`
  await noteObject(db, { id: clipId, organisationId }, key)
  await store.put(key, Readable.from([Buffer.from('left by a crash')]))
  return clipId
}

/** Every key any table names for the clip. */
export async function keysOf({ db }: Platform, clipId: ClipId): Promise<string[]> {
  const of = (table: 'storedObjects' | 'renditions' | 'stills' | 'uploads') =>
    db.selectFrom(table).select('objectKey').where('clipId', '=', clipId).execute()
  const all = await Promise.all((['storedObjects', 'renditions', 'stills', 'uploads'] as const).map(of))
  return [...new Set(all.flat().map(({ objectKey }) => objectKey))].toSorted()
}

/** What INV-19 asks, on whatever store the stage stands on. */
export function purgeContract(name: string, { open, traces }: Where): void {
  describe(`a purge on ${name}`, () => {
    let stage: Stage
    beforeAll(async () => {
      stage = await open()
    })
    afterAll(() => stage.close())

    test('INV-19: leaves no object of all that were ever noted, only tombstones, and a certificate that counts', async () => {
      const { leslie, ana, maple } = stage.cast
      const { platform } = stage
      const clipId = await fullClipOf(platform, leslie, maple)
      const keys = await keysOf(platform, clipId)
      expect(keys).toHaveLength(4)

      const { status, body } = await purge(leslie, clipId)
      expect([status, body.state, body.certificate]).toEqual([202, 'ordered', null])
      for (const who of [leslie, ana]) {
        for (const path of ['', '/playback', '/threads', '/retention']) {
          expect((await who.get(`/api/v1/clips/${clipId}${path}`)).status).toBe(404)
        }
      }
      await doPurge(platform, clipId)
      for (const key of keys) expect(await platform.store.size(key)).toBeUndefined()
      for await (const { key } of platform.store.list(`clips/${clipId}/`)) expect(key).toBeUndefined()
      const { body: done } = await leslie.get(`/api/v1/purges/${clipId}`)
      expect(done).toMatchObject({ state: 'done', why: 'owner' })
      expect(done.certificate).toMatchObject({ clipId, backupsAgeOutDays: 35, doneAt: done.doneAt })
      expect(done.certificate.objects.map(({ key }: { key: string }) => key)).toEqual(keys)
      expect(done.certificate.counts).toEqual({
        ...{ originals: 1, unfinishedUploads: 0, renditions: 1, stills: 1, grants: 1 },
        ...{ attestations: 1, playbacks: 1, captions: 1, comments: 1, notes: 1 },
        ...{ teachingNotes: 1, exemplarThanks: 1 },
      })
      expect(await keysOf(platform, clipId)).toEqual([])
      expect(await canariesIn(platform)).toEqual([])
      expect(await platform.db.selectFrom('readings').selectAll().execute()).toEqual([])
    })

    test('INV-19: frees the parts of an upload that was under way, and lets nobody go on with it', async () => {
      const { leslie } = stage.cast
      const { location, uploadId, clipId } = await startTus(leslie, 12_000_000)
      await patchTus(leslie, location, 0, Buffer.alloc(6_000_000, 1))
      expect((await traces(stage, uploadId)).length).toBeGreaterThan(0)
      expect((await purge(leslie, clipId)).status).toBe(202)
      expect((await patchTus(leslie, location, 6_000_000, Buffer.alloc(6_000_000, 2))).status).toBe(404)
      expect(await abandonUpload(stage.platform.db, uploadId, 'fail')).toBe(false)
      await doPurge(stage.platform, clipId)
      expect(await traces(stage, uploadId)).toEqual([])
      const { body } = await leslie.get(`/api/v1/purges/${clipId}`)
      expect(body.certificate.counts).toMatchObject({ originals: 0, unfinishedUploads: 1 })
    })

    test('INV-19: comes to the same end wherever it is broken off', async () => {
      const { leslie, maple } = stage.cast
      const { platform } = stage
      const breaks = ['list', 'discard', 'remove', 'removed half', 'abortWrites', 'size', 'the last row']
      for (const at of breaks) {
        const clipId = await fullClipOf(platform, leslie, maple)
        const keys = await keysOf(platform, clipId)
        await purge(leslie, clipId)
        await expect(doPurge(breaking(platform, at), clipId)).rejects.toThrow('broken off')
        // Nothing is forgotten before all is done.
        expect(await keysOf(platform, clipId)).toEqual(keys)
        expect((await leslie.get(`/api/v1/purges/${clipId}`)).body.state).toBe('ordered')

        await doPurge(platform, clipId)
        await doPurge(platform, clipId)
        for (const key of keys) expect(await platform.store.size(key)).toBeUndefined()
        const { body } = await leslie.get(`/api/v1/purges/${clipId}`)
        expect(body.certificate.objects.map(({ key }: { key: string }) => key)).toEqual(keys)
        expect(body.certificate.counts).toMatchObject({ originals: 1, comments: 1, notes: 1 })
        expect(await ledgerOf(platform, clipId)).toEqual(expect.arrayContaining(['purge', 'purged']))
        expect((await ledgerOf(platform, clipId)).filter((what) => what === 'purged')).toHaveLength(1)
      }
    })

    test('INV-19: does not certify what the store still has', async () => {
      const { leslie, maple } = stage.cast
      const { platform } = stage
      const clipId = await fullClipOf(platform, leslie, maple)
      await purge(leslie, clipId)
      const deaf = { ...platform.store, remove: async () => undefined }
      await expect(doPurge({ ...platform, store: deaf }, clipId)).rejects.toThrow('the store still has')
      expect((await leslie.get(`/api/v1/purges/${clipId}`)).body.certificate).toBeNull()
      await doPurge(platform, clipId)
    })
  })
}

export const ledgerOf = async ({ db }: Platform, clipId: ClipId): Promise<string[]> =>
  (await db.selectFrom('ledger').select('what').where('clipId', '=', clipId).orderBy('seq').execute()).map(
    ({ what }) => what,
  )

/** Words that stand in no table any more. */
async function canariesIn({ db }: Platform): Promise<string[]> {
  const found: string[] = []
  for (const table of [
    'clips',
    'comments',
    'notes',
    'uploads',
    'recordings',
    'clipPurges',
    'captions',
    'ledger',
    'exemplars',
    'teachingNotes',
    'exemplarThanks',
    'exemplarWords',
  ] as const) {
    const rows = await db.selectFrom(table).selectAll().execute()
    if (JSON.stringify(rows).includes('Canary')) found.push(table)
  }
  return found
}

/** A platform that dies at one step, as a kill would. */
function breaking(platform: Platform, at: string): Platform {
  const die = () => Promise.reject(new Error('broken off'))
  const { store, storage, db } = platform
  const broken: ObjectStore = {
    ...store,
    ...(at === 'list' && {
      // biome-ignore lint/correctness/useYield: it dies before it says anything.
      list: async function* () {
        throw new Error('broken off')
      },
    }),
    ...(at === 'remove' && { remove: die }),
    ...(at === 'removed half' && {
      remove: async (keys: readonly string[]) => {
        await store.remove(keys.slice(0, Math.ceil(keys.length / 2)))
        return die()
      },
    }),
    ...(at === 'abortWrites' && { abortWrites: die }),
    ...(at === 'size' && { size: die }),
  }
  return {
    ...platform,
    store: broken,
    storage: at === 'discard' ? { ...storage, resumable: { ...storage.resumable, discard: die } } : storage,
    ...(at === 'the last row' && {
      db: new Proxy(db, {
        get: (target, name) => {
          if (name === 'transaction') return () => ({ execute: lastRowBroken(target) })
          const value = Reflect.get(target, name, target)
          return typeof value === 'function' ? value.bind(target) : value
        },
      }),
    }),
  }
}

const lastRowBroken = (db: Db) => (work: (trx: Db) => Promise<unknown>) =>
  db.transaction().execute(async (trx) => {
    await work(trx)
    throw new Error('broken off')
  })
