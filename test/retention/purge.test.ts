import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appendLedger } from '../../src/clips/append-ledger.ts'
import { completeUpload } from '../../src/clips/complete-upload.ts'
import { failClip } from '../../src/clips/fail-clip.ts'
import { findPreparation } from '../../src/clips/find-preparation.ts'
import { publishPreparation } from '../../src/clips/publish-preparation.ts'
import { type Part, receiveForm } from '../../src/clips/receive-form.ts'
import { noteObject } from '../../src/clips/stored-objects.ts'
import { uploadLeases } from '../../src/clips/upload-lease.ts'
import { writePurge } from '../../src/clips/write-purge.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { placeObjects } from '../../workers/place-objects.ts'
import { preparingStep } from '../../workers/preparing-step.ts'
import { openScratch } from '../../workers/scratch-folder.ts'
import { listed } from '../platform/storage/bytes.ts'
import type { Person } from '../support/cast.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { headTus, startTus } from '../support/tus.ts'
import { until } from '../support/until.ts'
import { doPurge, doSweep } from './do-jobs.ts'
import { holderOf } from './officer.ts'
import { keysOf, ledgerOf, purge, purgeContract } from './purge-contract.ts'

purgeContract('the disk', {
  open: () => openStage(),
  traces: async ({ folder }, uploadId) =>
    (await readdir(folder, { recursive: true })).filter((file) => file.includes(uploadId)),
})

let stage: Stage
let officer: Person
beforeAll(async () => {
  stage = await openStage()
  officer = await holderOf(stage, 'privacy officer')
})
afterAll(() => stage.close())

const never = new AbortController().signal
const forPrivacy = (who: Person, clipId: string, body: object = { confirm: true }) =>
  who.send('PUT', `/api/v1/privacy/clips/${clipId}/purge`, { body })
const orderOf = (clipId: ClipId) => {
  const { organisationId, personId: ownerId } = stage.cast.leslie.viewer
  return stage.platform.db
    .transaction()
    .execute((trx) => writePurge(trx, { id: clipId, organisationId, ownerId }, 'owner', ownerId))
}

describe('ordering a purge', () => {
  test('is the owner’s, meant, and once', async () => {
    const { leslie, ana, ben, eve, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    for (const body of [{}, { confirm: false }, { confirm: 'true' }, { confirm: true, all: true }]) {
      expect((await leslie.send('PUT', `/api/v1/clips/${clipId}/purge`, { body })).status).toBe(400)
    }
    expect((await purge(ana, clipId)).status).toBe(403)
    for (const who of [ben, eve, officer]) expect((await purge(who, clipId)).status).toBe(404)
    const answers = await Promise.all(Array.from({ length: 5 }, () => purge(leslie, clipId)))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.orderedAt}`)).size).toBe(1)
    expect((await ledgerOf(stage.platform, clipId)).filter((what) => what === 'purge')).toHaveLength(1)
    for (const path of ['withdrawal', 'purge']) {
      expect(
        (await ana.send('PUT', `/api/v1/clips/${clipId}/${path}`, { body: { confirm: true } })).status,
      ).toBe(404)
    }
    expect((await leslie.delete(`/api/v1/clips/${clipId}/withdrawal`)).status).toBe(404)
  })

  test('as a privacy officer is by id, audited, and shows nothing of the clip', async () => {
    const { leslie, dana, eve } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie, { title: 'Canary' })
    for (const who of [leslie, dana, eve]) expect((await forPrivacy(who, clipId)).status).toBe(403)
    const elsewhere = await holderOf(stage, 'privacy officer', eve.viewer.organisationId)
    const random = await forPrivacy(officer, randomUUID())
    const other = await forPrivacy(elsewhere, clipId)
    expect([random.status, other.status]).toEqual([404, 404])
    expect(other.body.detail).toBe(random.body.detail)

    const { status, body } = await forPrivacy(officer, clipId)
    expect([status, body.why]).toEqual([202, 'privacy officer'])
    expect(JSON.stringify(body)).not.toContain('Canary')
    expect((await forPrivacy(officer, clipId)).status).toBe(202)
    const audit = await stage.platform.db
      .selectFrom('audit')
      .select(['what', 'detail'])
      .where('what', '=', 'order-purge')
      .execute()
    expect(audit).toEqual([{ what: 'order-purge', detail: { clipId } }])
    await doPurge(stage.platform, clipId)
    expect((await officer.get(`/api/v1/purges/${clipId}`)).body.state).toBe('done')
    expect((await leslie.get(`/api/v1/purges/${clipId}`)).body.state).toBe('done')
    for (const who of [dana, eve, elsewhere]) {
      expect((await who.get(`/api/v1/purges/${clipId}`)).status).toBe(404)
    }
    expect((await officer.get('/api/v1/purges')).body.items).toEqual([])
  })

  test('is listed for the owner alone, in pages, each once', async () => {
    const { ben, ana } = stage.cast
    const made: string[] = []
    for (let n = 0; n < 3; n++) {
      const clipId = await readyClipOf(stage.platform, ben)
      await purge(ben, clipId)
      made.unshift(clipId)
    }
    const first = await ben.get('/api/v1/purges?limit=2')
    const second = await ben.get(`/api/v1/purges?limit=2&after=${first.body.next}`)
    const items = [...first.body.items, ...second.body.items]
    expect(items.map(({ clipId }) => clipId)).toEqual(made)
    expect([second.body.next, (await ana.get('/api/v1/purges')).body.items]).toEqual([null, []])
  })

  test('that was lost by the queue is done all the same', async () => {
    const { leslie } = stage.cast
    const { db } = stage.platform
    const clipId = await readyClipOf(stage.platform, leslie)
    await purge(leslie, clipId)
    await db.deleteFrom('outbox').where('job', '=', 'clips.purge').execute()
    await doSweep(stage.platform)
    const waiting = () => db.selectFrom('outbox').select('payload').where('job', '=', 'clips.purge').execute()
    expect(await waiting()).toEqual([])
    await db
      .updateTable('clipPurges')
      .set({ orderedAt: new Date(Date.now() - 3_600_000) as never })
      .where('clipId', '=', clipId)
      .execute()
    await doSweep(stage.platform)
    await doSweep(stage.platform)
    expect(
      (await waiting()).filter(({ payload }) => (payload as { clipId: string }).clipId === clipId),
    ).toHaveLength(1)
  })
})

describe('a purge and whoever is at work', () => {
  test('refuses a worker that publishes later, and leaves nothing of what it placed', async () => {
    const { platform } = stage
    const clipId = await clipOf(platform, stage.cast.leslie)
    const clip = await findPreparation(platform.db, clipId)
    if (!clip) throw new Error('no clip')
    const published = placeObjects(platform, clip, never, async (placer) => {
      const poster = await placer.poster({
        ...{
          file: new URL(import.meta.url).pathname,
          contentType: 'image/jpeg',
          bytes: 1,
          width: 1,
          height: 1,
        },
      } as never)
      await orderOf(clipId)
      await doPurge(platform, clipId)
      return publishPreparation(platform.db, clip, { stills: [poster], from: 'preparing', to: 'watchable' })
    })
    expect(await published).toBe(false)
    expect(await listed(platform.store.list(`clips/${clipId}`))).toEqual([])
    await expect(noteObject(platform.db, clip, `clips/${clipId}/x/late.mp4`)).rejects.toThrow("isn't here")
    expect(await findPreparation(platform.db, clipId)).toBeUndefined()
  })

  test('stops whoever is preparing it at once, and counts that as no failure', async () => {
    const { platform, cast, folder } = stage
    const clipId = await clipOf(platform, cast.leslie)
    const begun = Promise.withResolvers<void>()
    const step = preparingStep('preparing', async ({ signal }) => {
      begun.resolve()
      await new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
      })
    })
    const scratch = await openScratch(`${folder}/scratch`)
    const running = step.run({ clipId } as never, { platform, tools: undefined as never, scratch }, never)
    await begun.promise
    await purge(cast.leslie, clipId)
    await running
    expect(await readdir(scratch)).toEqual([])
  })

  test.each(['quick', 'first', 'media'])('waits for a worker that is still writing (%s)', async (queue) => {
    const { platform, cast } = stage
    const clipId = await clipOf(platform, cast.leslie)
    const running = { queue, seenAt: new Date(), publishedAt: new Date() }
    const row = () =>
      platform.db
        .updateTable('outbox')
        .where('job', '=', 'clips.inspect')
        .where((eb) => eb(eb.ref('payload', '->>').key('clipId' as never), '=', clipId as never))
    await row().set(running).execute()
    await purge(cast.leslie, clipId)
    await expect(doPurge(platform, clipId)).rejects.toThrow('still writing')
    await row().set({ finishedAt: new Date() }).execute()
    await doPurge(platform, clipId)
    expect((await cast.leslie.get(`/api/v1/purges/${clipId}`)).body.state).toBe('done')
  })

  test('cuts off a browser that is sending, and waits until it let go', async () => {
    const { platform, cast, folder } = stage
    const { clipId, uploadId, location } = await startTus(cast.leslie, 1000)
    const sending = new TransformStream<Uint8Array>()
    const writer = sending.writable.getWriter()
    writer.write(Buffer.alloc(10)).catch(() => undefined)
    const sent = cast.leslie
      .fetch(location, {
        method: 'PATCH',
        headers: {
          ...{ 'tus-resumable': '1.0.0', 'upload-offset': '0' },
          'content-type': 'application/offset+octet-stream',
        },
        body: sending.readable,
        duplex: 'half',
      } as RequestInit)
      .then(
        ({ status }) => status,
        () => 0,
      )
    const isHeld = async () => {
      const uploads = platform.db.selectFrom('uploads').select('leaseHolder').where('id', '=', uploadId)
      return (await uploads.executeTakeFirst())?.leaseHolder !== null
    }
    await until(isHeld)
    await purge(cast.leslie, clipId)
    await until(() =>
      doPurge(platform, clipId).then(
        () => true,
        (error) => !/still writing/.test(error.message) && Promise.reject(error),
      ),
    )
    expect([0, 204]).toContain(await sent)
    const left = (await readdir(folder, { recursive: true })).filter((file) => file.includes(uploadId))
    expect(left).toEqual([])
    const lock = uploadLeases(platform.db).newLock(uploadId)
    await expect(lock.lock(never, () => undefined)).rejects.toMatchObject({ status_code: 404 })
  })

  test('lets no form finish what is gone, nor leave its file', async () => {
    const { platform, cast } = stage
    const sees = Promise.withResolvers<void>()
    const goesOn = Promise.withResolvers<void>()
    const file = async function* () {
      yield Buffer.from('first half')
      sees.resolve()
      await goesOn.promise
      yield Buffer.from('second half')
    }
    const parts = async function* (): AsyncGenerator<Part> {
      yield { type: 'field', fieldname: 'title', value: 'Canary' }
      const body = Readable.from(file(), { objectMode: false })
      yield { type: 'file', fieldname: 'file', filename: 'a.mp4', mimetype: 'video/mp4', file: body }
    }
    const received = receiveForm(platform, cast.liz.viewer, parts(), { bytesAtMost: 100, signal: never })
    await sees.promise
    const [clip] = (await cast.liz.get('/api/v1/clips')).body.items
    await purge(cast.liz, clip.id)
    await doPurge(platform, clip.id)
    goesOn.resolve()
    await expect(received).rejects.toMatchObject({ code: 'upload-gone' })
    const { body } = await cast.liz.get(`/api/v1/purges/${clip.id}`)
    const [{ key }] = body.certificate.objects
    expect(await platform.store.size(key)).toBeUndefined()
    // Its process may have died in between: a day later somebody looks once more.
    const later = await platform.db
      .selectFrom('outbox')
      .select('notBefore')
      .where('job', '=', 'clips.clear-upload')
      .executeTakeFirstOrThrow()
    expect(later.notBefore?.getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000)
  })

  test('at once with publishing: either it is found and destroyed, or it is refused', async () => {
    const { platform } = stage
    for (let n = 0; n < 8; n++) {
      const clipId = await clipOf(platform, stage.cast.leslie)
      const clip = await findPreparation(platform.db, clipId)
      if (!clip) throw new Error('no clip')
      await Promise.all([
        orderOf(clipId),
        publishPreparation(platform.db, clip, { from: 'preparing', to: 'watchable' }),
        noteObject(platform.db, clip, `clips/${clipId}/${randomUUID()}/a`).catch(() => undefined),
      ])
      const keys = await keysOf(platform, clipId)
      await doPurge(platform, clipId)
      const { body } = await stage.cast.leslie.get(`/api/v1/purges/${clipId}`)
      expect(body.certificate.objects.map(({ key }: { key: string }) => key)).toEqual(keys)
      expect(await keysOf(platform, clipId)).toEqual([])
    }
  })

  test('at once with completing an upload: no recording stays', async () => {
    const { platform, cast } = stage
    for (let n = 0; n < 6; n++) {
      const { clipId, uploadId } = await startTus(cast.leslie, 10)
      await Promise.all([orderOf(clipId), completeUpload(platform.db, uploadId, { bytes: 10 })])
      await doPurge(platform, clipId)
      expect(await keysOf(platform, clipId)).toEqual([])
      expect((await cast.leslie.get(`/api/v1/purges/${clipId}`)).body.state).toBe('done')
    }
  })

  test('at once with sharing, taking back, bringing back and talking: the purge wins, and nobody waits for ever', async () => {
    const { platform, cast } = stage
    const { leslie, ana, maple } = cast
    const { organisationId, personId } = leslie.viewer
    for (let n = 0; n < 6; n++) {
      const clipId = await readyClipOf(platform, leslie)
      const url = `/api/v1/clips/${clipId}`
      await leslie.post(`${url}/grants`, { cohortId: maple })
      await leslie.put(`${url}/withdrawal`)
      await leslie.delete(`${url}/withdrawal`)
      const said = { cohortId: maple, kind: 'notice', body: 'Canary', clientKey: randomUUID(), startMs: 0 }
      const answers = await Promise.all([
        leslie.post(`${url}/grants`, { cohortId: maple }),
        purge(leslie, clipId),
        leslie.delete(`${url}/withdrawal`),
        ana.post(`${url}/threads`, said),
        platform.db
          .transaction()
          .execute((trx) => appendLedger(trx, { organisationId, clipId, what: 'play', personId }))
          .then(
            () => ({ status: 200 }),
            (error) => ({ status: error.status }),
          ),
      ])
      for (const { status } of answers) expect([200, 201, 202, 204, 404]).toContain(status)
      expect(answers[1].status).toBe(202)
      await doPurge(platform, clipId)
      for (const who of [leslie, ana]) expect((await who.get(url)).status).toBe(404)
      const chain = await ledgerOf(platform, clipId)
      expect(chain.slice(-2)).toEqual(['purge', 'purged'])
      const words = await platform.db
        .selectFrom('comments')
        .select('body')
        .where('body', 'is not', null)
        .execute()
      expect(words).toEqual([])
    }
  })
})

describe('removing a clip that never came to be', () => {
  const ledgered = async (clipId: ClipId) => {
    const { organisationId, personId } = stage.cast.leslie.viewer
    await stage.platform.db
      .transaction()
      .execute((trx) => appendLedger(trx, { organisationId, clipId, what: 'share', personId }))
  }

  test('purges it where its ledger tells of it', async () => {
    const { leslie } = stage.cast
    const { platform } = stage
    const clipId = await clipOf(platform, leslie)
    await ledgered(clipId)
    await failClip(platform.db, clipId, 'not-media')
    expect((await leslie.delete(`/api/v1/clips/${clipId}`)).status).toBe(204)
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
    await doPurge(platform, clipId)
    expect((await leslie.get(`/api/v1/purges/${clipId}`)).body.certificate.counts.originals).toBe(1)
  })

  test('purges an upload that was shared before it was given up', async () => {
    const { leslie } = stage.cast
    const { clipId, location } = await startTus(leslie, 10)
    await ledgered(clipId)
    expect((await leslie.delete(`/api/v1/clips/${clipId}`)).status).toBe(204)
    expect((await headTus(leslie, location)).status).toBe(404)
    expect((await leslie.get(`/api/v1/purges/${clipId}`)).body.state).toBe('ordered')
    expect((await leslie.delete(`/api/v1/clips/${clipId}`)).status).toBe(404)
  })
})
