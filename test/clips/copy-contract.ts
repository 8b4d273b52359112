import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../src/platform/db/schema.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import type { Platform } from '../../src/platform/platform.ts'
import type { ObjectStore } from '../../src/platform/storage/object-store.ts'
import { clearUpload } from '../../workers/clear-upload.ts'
import { copyRecording } from '../../workers/copy-recording.ts'
import type { Workshop } from '../../workers/handler.ts'
import { listed } from '../platform/storage/bytes.ts'
import { doPurge } from '../retention/do-jobs.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import type { Stage } from '../support/stage.ts'

const never = new AbortController().signal
const shop = (platform: Platform): Workshop => ({ platform, tools: undefined as never, scratch: '/nowhere' })
const shaOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

/** A clip that is ready, whose original is `original`, of which the checksum is known. */
export async function sourceOf(platform: Platform, owner: Person, original: Buffer): Promise<ClipId> {
  const clipId = await readyClipOf(platform, owner, { original, title: 'The whole lesson' })
  await platform.db
    .updateTable('recordings')
    .set({ sha256: shaOf(original), facts: JSON.stringify({ container: 'mov' }) })
    .where(({ eb, selectFrom }) =>
      eb(
        'id',
        'in',
        selectFrom('clips')
          .select('recordingId')
          .where('clips.id', '=', clipId)
          .$castTo<{ recordingId: never }>(),
      ),
    )
    .execute()
  return clipId
}

export const another = (who: Person, ofClipId: string, more: object = {}) =>
  who.post(`/api/v1/clips/${ofClipId}/clips`, {
    ...{ title: 'The part that matters', inMs: 10_000, outMs: 20_000, clientKey: randomUUID(), ...more },
  })

export const doCopy = (platform: Platform, clipId: ClipId, ofClipId: ClipId) =>
  copyRecording.run({ clipId, ofClipId }, shop(platform), never)
export const giveUpCopy = (platform: Platform, clipId: ClipId, ofClipId: ClipId) =>
  copyRecording.giveUp?.({ clipId, ofClipId }, shop(platform), new Error('the last try'))

/** Clears what was given up, as the job does that was asked for then. */
export async function doClearings(platform: Platform): Promise<void> {
  const asked = await platform.db
    .selectFrom('outbox')
    .select('payload')
    .where('job', '=', 'clips.clear-upload')
    .execute()
  for (const { payload } of asked) await clearUpload.run(payload as never, shop(platform), never)
}

export const uploadOf = ({ db }: Platform, clipId: ClipId) =>
  db.selectFrom('uploads').selectAll().where('clipId', '=', clipId).executeTakeFirstOrThrow()
export const recordingsOf = ({ db }: Platform, clipId: ClipId) =>
  db
    .selectFrom('recordings')
    .innerJoin('uploads', 'uploads.id', 'recordings.uploadId')
    .selectAll('recordings')
    .where('uploads.clipId', '=', clipId)
    .execute()

async function contentOf({ store }: Platform, key: string): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of await store.read(key)) parts.push(part)
  return Buffer.concat(parts)
}

/** What a clip of its own is promised of its recording, on whatever store the stage stands on. */
export function copyContract(name: string, open: () => Promise<Stage>): void {
  describe(`a copy of a recording on ${name}`, () => {
    let stage: Stage
    beforeAll(async () => {
      stage = await open()
    })
    afterAll(() => stage.close())

    const original = randomBytes(20_000_001)
    const made = async (ofClipId: ClipId): Promise<ClipId> => {
      const { status, body } = await another(stage.cast.leslie, ofClipId)
      expect([status, body.state]).toEqual([201, 'preparing'])
      return body.id
    }
    const source = () => sourceOf(stage.platform, stage.cast.leslie, original)

    test('is one object and one recording, with all that is known of it, however often it is made', async () => {
      const { platform } = stage
      const ofClipId = await source()
      const clipId = await made(ofClipId)
      await doCopy(platform, clipId, ofClipId)
      await doCopy(platform, clipId, ofClipId)
      const [recording, ...more] = await recordingsOf(platform, clipId)
      expect(more).toEqual([])
      expect(recording).toMatchObject({
        ...{ bytes: original.length, sha256: shaOf(original), durationMs: 60_000 },
        facts: { container: 'mov' },
      })
      const { objectKey } = recording ?? { objectKey: '' }
      expect((await contentOf(platform, objectKey)).equals(original)).toBe(true)
      const [first] = await recordingsOf(platform, ofClipId)
      expect(first?.objectKey).not.toBe(objectKey)
      const jobs = await platform.db.selectFrom('outbox').select(['job', 'payload']).execute()
      expect(
        jobs.filter(
          ({ job, payload }) => job === 'clips.inspect' && (payload as { clipId: string }).clipId === clipId,
        ),
      ).toHaveLength(1)
    })

    test('comes to the same end wherever it is broken off', async () => {
      const { platform } = stage
      for (const at of ['read', 'half of it', 'put', 'the last row']) {
        const ofClipId = await source()
        const clipId = await made(ofClipId)
        const { objectKey } = await uploadOf(platform, clipId)
        await expect(doCopy(breaking(platform, at), clipId, ofClipId), at).rejects.toThrow('broken off')
        expect(await recordingsOf(platform, clipId)).toEqual([])
        const left = await platform.store.size(objectKey)
        // An object is there whole or not at all.
        expect(left, at).toBe(at === 'put' || at === 'the last row' ? original.length : undefined)
        await doCopy(platform, clipId, ofClipId)
        expect(await recordingsOf(platform, clipId)).toHaveLength(1)
        expect((await contentOf(platform, objectKey)).equals(original)).toBe(true)
      }
    })

    test('outlives the purge of either', async () => {
      const { leslie } = stage.cast
      const { platform } = stage
      for (const goes of ['the source', 'the copy'] as const) {
        const ofClipId = await source()
        const clipId = await made(ofClipId)
        await doCopy(platform, clipId, ofClipId)
        const [gone, stays] = goes === 'the source' ? [ofClipId, clipId] : [clipId, ofClipId]
        const [other] = await recordingsOf(platform, stays)
        expect(
          (await leslie.send('PUT', `/api/v1/clips/${gone}/purge`, { body: { confirm: true } })).status,
        ).toBe(202)
        await doPurge(platform, gone)
        expect((await leslie.get(`/api/v1/clips/${gone}`)).status).toBe(404)
        expect(await recordingsOf(platform, gone)).toEqual([])
        expect((await leslie.get(`/api/v1/clips/${stays}`)).status).toBe(200)
        expect((await contentOf(platform, other?.objectKey ?? '')).equals(original)).toBe(true)
      }
    })

    test('of what is not what it was is never made, and the clip ends as failed in the end', async () => {
      const { leslie } = stage.cast
      const { platform } = stage
      const ofClipId = await source()
      const clipId = await made(ofClipId)
      const { objectKey } = await uploadOf(platform, clipId)
      const [first] = await recordingsOf(platform, ofClipId)
      await platform.db
        .updateTable('recordings')
        .set({ sha256: shaOf(Buffer.from('another')) })
        .where('id', '=', first?.id as never)
        .execute()
      await expect(doCopy(platform, clipId, ofClipId)).rejects.toThrow('is not what it was')
      expect(await platform.store.size(objectKey)).toBeUndefined()
      await giveUpCopy(platform, clipId, ofClipId)
      expect((await leslie.get(`/api/v1/clips/${clipId}`)).body).toMatchObject({
        ...{ state: 'failed', progress: null, failure: { code: 'copy-failed', retryable: false } },
        can: { retry: false, share: false, remove: true },
      })
      // Too late: it was given up.
      await doCopy(platform, clipId, ofClipId)
      await doClearings(platform)
      expect(await listed(platform.store.list(objectKey))).toEqual([])
      expect((await leslie.get(`/api/v1/clips/${ofClipId}`)).body.state).toBe('ready')
    })

    test.each(['taken back', 'paused', 'purged', 'left without its original'])(
      'of a clip that is %s before, or while it is read, is not there, and the clip says why',
      async (how) => {
        const { leslie } = stage.cast
        const { platform } = stage
        for (const when of ['before', 'meanwhile']) {
          const ofClipId = await source()
          const clipId = await made(ofClipId)
          const { objectKey } = await uploadOf(platform, clipId)
          const stop = () => stopClip(stage, ofClipId, how)
          if (when === 'before') await stop()
          await doCopy(when === 'before' ? platform : afterReading(platform, stop), clipId, ofClipId)
          expect((await leslie.get(`/api/v1/clips/${clipId}`)).body, when).toMatchObject({
            ...{ state: 'failed', progress: null, failure: { code: 'source-gone', retryable: false } },
            can: { play: false, retry: false, share: false, remove: true },
          })
          expect(await recordingsOf(platform, clipId)).toEqual([])
          expect(await platform.store.size(objectKey)).toBeUndefined()
          await doCopy(platform, clipId, ofClipId)
          expect(await platform.store.size(objectKey)).toBeUndefined()
        }
      },
    )

    test('that is removed while it is made leaves no object', async () => {
      const { leslie } = stage.cast
      const { platform } = stage
      const ofClipId = await source()
      const clipId = await made(ofClipId)
      const { objectKey } = await uploadOf(platform, clipId)
      const remove = async () => {
        expect((await leslie.delete(`/api/v1/clips/${clipId}`)).status).toBe(204)
        expect((await leslie.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
      }
      await doCopy(afterReading(platform, remove), clipId, ofClipId)
      expect(await platform.store.size(objectKey)).toBeUndefined()
      await doPurge(platform, clipId)
      expect((await leslie.get(`/api/v1/purges/${clipId}`)).body.state).toBe('done')
    })
  })
}

async function stopClip({ cast: { leslie }, platform }: Stage, clipId: ClipId, how: string): Promise<void> {
  const url = `/api/v1/clips/${clipId}`
  if (how === 'taken back') await leslie.put(`${url}/withdrawal`)
  if (how === 'paused') await leslie.post(`${url}/concerns`, { kind: 'safety' })
  if (how === 'purged') {
    await leslie.send('PUT', `${url}/purge`, { body: { confirm: true } })
    await doPurge(platform, clipId)
  }
  if (how === 'left without its original') {
    const [recording] = await recordingsOf(platform, clipId)
    await platform.db
      .updateTable('recordings')
      .set({ originalGoneAt: new Date() })
      .where('id', '=', recording?.id as never)
      .execute()
  }
}

/** A platform whose store does `act` once it wrote what it was given. */
const afterReading = (platform: Platform, act: () => Promise<void>): Platform => ({
  ...platform,
  store: {
    ...platform.store,
    put: async (...given) => {
      const bytes = await platform.store.put(...given)
      await act()
      return bytes
    },
  },
})

/** A platform that dies at one step, as a kill would. */
function breaking(platform: Platform, at: string): Platform {
  const { store, db } = platform
  const die = () => Promise.reject(new Error('broken off'))
  const broken: ObjectStore = {
    ...store,
    ...(at === 'read' && { read: die }),
    ...(at === 'half of it' && {
      read: async (...given: Parameters<ObjectStore['read']>) => {
        const body = await store.read(...given)
        let read = 0
        body.on('data', (chunk: Buffer) => {
          read += chunk.length
          if (read > 10_000_000) body.destroy(new Error('broken off'))
        })
        body.pause()
        return body
      },
    }),
    ...(at === 'put' && {
      put: async (...given: Parameters<ObjectStore['put']>) => {
        await store.put(...given)
        return die()
      },
    }),
  }
  return {
    ...platform,
    store: broken,
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
