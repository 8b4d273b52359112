import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { appendLedger } from '../../src/clips/append-ledger.ts'
import { beginExport, noteExportProgress } from '../../src/my-data/begin-export.ts'
import { publishExport } from '../../src/my-data/publish-export.ts'
import { sweepExports } from '../../src/my-data/sweep-exports.ts'
import { type ClipId, type NoteId, newId } from '../../src/platform/ids.ts'
import { orderPurge } from '../../src/retention/order-purge.ts'
import { listed } from '../platform/storage/bytes.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { askForExport, exportOf, runExport } from '../support/exports.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { filesIn } from '../support/zip.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const say = async (who: Person, clipId: string, cohortId: string, body: string) =>
  (
    await who.post(`/api/v1/clips/${clipId}/threads`, {
      ...{ cohortId, kind: 'notice', body, startMs: 1000, clientKey: randomUUID() },
    })
  ).body
const answer = (who: Person, threadId: string, body: string) =>
  who.post(`/api/v1/threads/${threadId}/comments`, { body, clientKey: randomUUID() })
const note = (who: Person, clipId: ClipId, body: string) =>
  stage.platform.db
    .insertInto('notes')
    .values({
      ...{ organisationId: who.viewer.organisationId, id: newId<NoteId>(), clipId },
      ...{
        authorId: who.viewer.personId,
        startMs: 5,
        endMs: null,
        body,
        clientKey: randomUUID(),
        editedAt: null,
      },
    })
    .execute()
const clipRow = (clipId: ClipId) =>
  stage.platform.db
    .selectFrom('clips')
    .select(['id', 'organisationId', 'ownerId'])
    .where('id', '=', clipId)
    .executeTakeFirstOrThrow()
const exportRows = async (clipId: ClipId) =>
  (
    await stage.platform.db
      .selectFrom('ledger')
      .select('seq')
      .where('clipId', '=', clipId)
      .where('what', '=', 'export')
      .execute()
  ).length
const stored = () => listed(stage.platform.store.list('exports/'))

describe('INV-35: an export', () => {
  test('holds all that is one’s own, in open formats', async () => {
    const { leslie, ana, maple } = stage.cast
    const { platform } = stage
    const clipId = await readyClipOf(platform, leslie, { title: 'Fractions: día 1 / Bruchrechnung' })
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    await leslie.patch(`/api/v1/clips/${clipId}`, { tried: 'waiting', question: 'who begins?' })
    await note(leslie, clipId, 'leslie’s own note')
    const thread = await say(leslie, clipId, maple, 'what do you see?')
    await answer(ana, thread.id, 'a hand goes up')
    const until = '2026-11-02T08:00:00.000Z'
    for (const who of [leslie, ana])
      await who.send('PUT', `/api/v1/clips/${clipId}/reading`, { body: { until } })
    await platform.db.transaction().execute((trx) =>
      appendLedger(trx, {
        ...clipIn(leslie, clipId),
        what: 'play',
        personId: ana.viewer.personId,
        cohortId: maple,
      }),
    )
    const files = await exportOf(platform, leslie)
    const json = (path: string) => JSON.parse(String(files.get(path)))
    const folder = 'clips/001-fractions-dia-1-bruchrechnung'
    expect([...files.keys()].toSorted()).toEqual(
      [
        ...[
          'README.txt',
          'exemplars.json',
          'me.json',
          'memberships.json',
          'agreements.json',
          'talk.json',
          'notes.json',
        ],
        ...[
          'assignments.json',
          'cycles.json',
          'coaching.json',
          'destroyed.json',
          'meetings.json',
          'notices.json',
        ],
        ...['readings.json', 'responses.json', 'sign-ins.json', 'takeaways.json'],
        ...['watching.json', 'words.json'],
        ...[`${folder}/clip.json`, `${folder}/ledger.json`],
        ...[`${folder}/ledger.csv`, `${folder}/original.mp4`],
      ].toSorted(),
    )
    expect(String(files.get(`${folder}/original.mp4`))).toBe('what arrived')
    expect(json('me.json')).toMatchObject({ name: 'Leslie', email: leslie.email, organisation: 'Here' })
    expect(json(`${folder}/clip.json`)).toMatchObject({
      title: 'Fractions: día 1 / Bruchrechnung',
      ...{ tried: 'waiting', question: 'who begins?' },
      grants: [{ cohort: 'Maple Street', canComment: true, revokedAt: null }],
      recording: { filename: 'a.mp4', bytes: 12 },
    })
    expect(json('talk.json')).toMatchObject([
      {
        title: 'Fractions: día 1 / Bruchrechnung',
        startMs: 1000,
        comments: [
          { by: 'me', body: 'what do you see?' },
          { by: 'Colleague 1', body: 'a hand goes up' },
        ],
      },
    ])
    expect(json('notes.json')).toMatchObject([{ clipId, startMs: 5, body: 'leslie’s own note' }])
    expect(json('readings.json')).toEqual([
      { clipId, clip: 'Fractions: día 1 / Bruchrechnung', readUntil: '2026-11-02T08:00:00.001Z' },
    ])
    expect(json('memberships.json')).toMatchObject([
      { cohort: 'Maple Street', part: 'participant', leftAt: null },
    ])
    expect(json('sign-ins.json').tokens).toMatchObject([{ name: 'tests' }])
    expect(json(`${folder}/ledger.json`).at(-1)).toMatchObject({
      what: 'play',
      who: 'Ana',
      cohort: 'Maple Street',
    })
    expect(String(files.get(`${folder}/ledger.csv`))).toMatch(/,play,Ana,Maple Street,\r\n$/)
    // It tells of every file, in each of its two languages.
    const [english = '', spanish = ''] = String(files.get('README.txt')).split('TODO LO QUE ES SUYO')
    const listedIn = (half: string) =>
      [...half.matchAll(/^([a-z-]+\.json)\s/gm)].map(([, name]) => name).toSorted()
    const there = [...files.keys()].filter((path) => /^[a-z-]+\.json$/.test(path)).toSorted()
    expect(listedIn(english)).toEqual(there)
    expect(listedIn(spanish)).toEqual(there)
  })

  test('holds nobody else’s words, notes, clips or names, but for quoted talk one may still read', async () => {
    const { leslie, ana, liz, maple, oak, ben } = stage.cast
    const { platform } = stage
    const shared = await readyClipOf(platform, leslie, { title: 'canary-shared-title' })
    await leslie.post(`/api/v1/clips/${shared}/grants`, { cohortId: maple })
    const hidden = await readyClipOf(platform, leslie, { title: 'canary-hidden-title' })
    const gone = await readyClipOf(platform, ben, { title: 'canary-oak-title' })
    await ben.post(`/api/v1/clips/${gone}/grants`, { cohortId: oak })
    await note(leslie, hidden, 'canary-note-of-leslie')
    await note(liz, shared, 'canary-note-of-liz')
    await say(liz, shared, maple, 'canary-thread-without-ana')
    const mine = await say(ana, shared, maple, 'ana-says-this')
    await answer(leslie, mine.id, 'quoted-from-leslie')
    await answer(liz, mine.id, 'quoted-from-liz')
    const deleted = await answer(liz, mine.id, 'canary-deleted')
    await liz.delete(`/api/v1/comments/${deleted.body.id}`)
    const left = await say(ben, gone, oak, 'canary-behind-the-door')
    await answer(ana, left.id, 'ana-answered-there')
    await platform.db
      .updateTable('memberships')
      .set({ leftAt: new Date(Date.now() + 1000) })
      .where('cohortId', '=', oak)
      .where('personId', '=', ana.viewer.personId)
      .execute()

    const files = await exportOf(platform, ana)
    const all = [...files].filter(([path]) => path !== 'README.txt').map(([path, bytes]) => path + bytes)
    const text = all.join('\n')
    for (const word of ['ana-says-this', 'quoted-from-leslie', 'quoted-from-liz', 'ana-answered-there']) {
      expect(text).toContain(word)
    }
    expect(text).toContain('canary-shared-title')
    for (const word of [
      ...['canary-hidden-title', 'canary-oak-title', 'canary-note-of-leslie', 'canary-note-of-liz'],
      ...['canary-thread-without-ana', 'canary-deleted', 'canary-behind-the-door'],
      ...['Leslie', 'Liz', 'Ben', 'leslie@', 'liz@', leslie.viewer.personId, liz.viewer.personId],
    ]) {
      expect(text, word).not.toContain(word)
    }
    const [thread] = JSON.parse(String(files.get('talk.json')))
    expect(thread.comments.map(({ by }: { by: string }) => by)).toEqual(['me', 'Colleague 1', 'Colleague 2'])
  })

  test('gives the best rendition once the original is gone', async () => {
    const { leslie } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie, { content: Buffer.from('best') })
    await stage.platform.db
      .updateTable('recordings')
      .set({ originalGoneAt: new Date() })
      .where('ownerId', '=', leslie.viewer.personId)
      .execute()
    const files = await exportOf(stage.platform, leslie)
    expect(String(files.get('clips/001-a-lesson/720.mp4'))).toBe('best')
    expect(files.has('clips/001-a-lesson/original.mp4')).toBe(false)
    expect(await exportRows(clipId)).toBe(1)
  })

  test('does not let a name act as a formula in a spreadsheet', async () => {
    const { leslie, ana } = stage.cast
    const { db } = stage.platform
    const clipId = await readyClipOf(stage.platform, leslie)
    const name = '=HYPERLINK("http://x","y")'
    await db.updateTable('people').set({ name }).where('id', '=', ana.viewer.personId).execute()
    await db
      .transaction()
      .execute((trx) =>
        appendLedger(trx, { ...clipIn(leslie, clipId), what: 'play', personId: ana.viewer.personId }),
      )
    const csv = String((await exportOf(stage.platform, leslie)).get('clips/001-a-lesson/ledger.csv'))
    expect(csv).toContain(`"'=HYPERLINK(""http://x"",""y"")"`)
  })
})

const clipIn = (owner: Person, clipId: ClipId) => ({ organisationId: owner.viewer.organisationId, clipId })

describe('asking for an export', () => {
  test('twice gives the one under way, also at once; another person asks for another', async () => {
    const { leslie, ana } = stage.cast
    const ids = await Promise.all(Array.from({ length: 6 }, () => askForExport(leslie)))
    expect(new Set(ids).size).toBe(1)
    const jobs = await stage.platform.db
      .selectFrom('outbox')
      .select('payload')
      .where('job', '=', 'my-data.make-export')
      .execute()
    expect(jobs).toEqual([{ payload: { exportId: ids[0] } }])
    expect(ids).not.toContain(await askForExport(ana))
    await runExport(stage.platform, ids[0] ?? newId())
    expect(ids).not.toContain(await askForExport(leslie))
  })

  test('shows how far it is, and its file to its person alone', async () => {
    const { leslie, ana, dana, nobody } = stage.cast
    const id = await askForExport(leslie)
    const url = `/api/v1/me/exports/${id}`
    expect((await leslie.get(url)).body).toMatchObject({
      state: 'making',
      progress: 0,
      bytes: null,
      fileUrl: null,
    })
    const early = await leslie.get(`${url}/file`)
    expect([early.status, early.body.code]).toEqual([409, 'export-not-ready'])
    await runExport(stage.platform, id)
    const { body } = await leslie.get(url)
    expect(body).toMatchObject({ state: 'ready', progress: 1, fileUrl: `${url}/file` })
    const days = (Date.parse(body.expiresAt) - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(6.9)
    expect(days).toBeLessThanOrEqual(7)
    expect((await leslie.get('/api/v1/me/exports')).body.items).toEqual([body])
    for (const other of [ana, dana]) {
      const random = await other.get(`/api/v1/me/exports/${randomUUID()}/file`)
      for (const path of [url, `${url}/file`]) {
        const refused = await other.get(path)
        expect(refused.status).toBe(404)
        expect(refused.body).toEqual({ ...random.body, instance: refused.body.instance })
      }
      expect((await other.delete(url)).status).toBe(404)
      expect((await other.get('/api/v1/me/exports')).body.items).toEqual([])
    }
    expect((await nobody.get(`${url}/file`)).status).toBe(401)
  })

  test('lets a download that broke off go on', async () => {
    const { leslie } = stage.cast
    await readyClipOf(stage.platform, leslie)
    const id = await askForExport(leslie)
    await runExport(stage.platform, id)
    const url = `/api/v1/me/exports/${id}/file`
    const whole = await leslie.fetch(url)
    const bytes = Buffer.from(await whole.arrayBuffer())
    expect(whole.headers.get('content-disposition')).toMatch(/^attachment; filename="interlude-[\d-]+\.zip"$/)
    const part = (range: string, more = {}) => leslie.fetch(url, { headers: { range, ...more } })
    const rest = await part('bytes=10-', { 'if-range': whole.headers.get('etag') ?? '' })
    expect([rest.status, rest.headers.get('content-range')]).toEqual([
      206,
      `bytes 10-${bytes.length - 1}/${bytes.length}`,
    ])
    expect(Buffer.from(await rest.arrayBuffer()).equals(bytes.subarray(10))).toBe(true)
    expect((await part('bytes=10-', { 'if-range': '"another"' })).status).toBe(200)
    expect((await part(`bytes=${bytes.length}-`)).status).toBe(416)
    const head = await leslie.fetch(url, { method: 'HEAD' })
    expect(head.headers.get('content-length')).toBe(String(bytes.length))
  })

  test('INV-11: writes one row into the ledger of each clip, however often it is run', async () => {
    const { leslie } = stage.cast
    const clips = [await readyClipOf(stage.platform, leslie), await readyClipOf(stage.platform, leslie)]
    const id = await askForExport(leslie)
    await Promise.all([runExport(stage.platform, id), runExport(stage.platform, id)])
    await runExport(stage.platform, id)
    for (const clipId of clips) expect(await exportRows(clipId)).toBe(1)
    expect(await stored()).toHaveLength(1)
    const file = await leslie.fetch(`/api/v1/me/exports/${id}/file`)
    expect((await filesIn(Buffer.from(await file.arrayBuffer()))).size).toBeGreaterThan(10)
  })
})

describe('an export ends', () => {
  test('after its days: 404, and the sweep takes its file', async () => {
    const { leslie } = stage.cast
    const { db, store } = stage.platform
    const id = await askForExport(leslie)
    await runExport(stage.platform, id)
    await sweepExports(db, store)
    expect(await stored()).toHaveLength(1)
    await db
      .updateTable('dataExports')
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where('id', '=', id)
      .execute()
    expect((await leslie.get(`/api/v1/me/exports/${id}/file`)).status).toBe(404)
    expect((await leslie.get(`/api/v1/me/exports/${id}`)).status).toBe(404)
    await sweepExports(db, store)
    expect(await stored()).toEqual([])
    const days = new Date(Date.now() - 2 * 86_400_000)
    await db.updateTable('dataExports').set({ expiresAt: days }).where('id', '=', id).execute()
    await sweepExports(db, store)
    expect(await db.selectFrom('dataExports').select('id').execute()).toEqual([])
  })

  test('when its person gives it up, made or not', async () => {
    const { leslie } = stage.cast
    const { db, store } = stage.platform
    const id = await askForExport(leslie)
    await runExport(stage.platform, id)
    expect((await leslie.delete(`/api/v1/me/exports/${id}`)).status).toBe(204)
    expect((await leslie.delete(`/api/v1/me/exports/${id}`)).status).toBe(404)
    const other = await askForExport(leslie)
    const attempt = await beginExport(db, other)
    if (!attempt) throw new Error('it did not begin')
    expect(await noteExportProgress(db, attempt, 0.5)).toBe(true)
    expect((await leslie.get(`/api/v1/me/exports/${other}`)).body.progress).toBe(0.5)
    await leslie.delete(`/api/v1/me/exports/${other}`)
    expect(await noteExportProgress(db, attempt, 0.6)).toBe(false)
    expect(await publishExport(db, attempt, 1, [])).toBe(false)
    await runExport(stage.platform, other)
    await sweepExports(db, store)
    expect(await stored()).toEqual([])
  })

  test('when a newer one is ready', async () => {
    const { leslie } = stage.cast
    const [first, second] = [await askForExport(leslie), await askForExport(leslie)]
    expect(first).toBe(second)
    await runExport(stage.platform, first)
    const newer = await askForExport(leslie)
    expect((await leslie.get(`/api/v1/me/exports/${first}/file`)).status).toBe(200)
    await runExport(stage.platform, newer)
    expect((await leslie.get(`/api/v1/me/exports/${first}/file`)).status).toBe(404)
    expect((await leslie.get(`/api/v1/me/exports/${newer}/file`)).status).toBe(200)
  })

  test('when a clip in it is to be destroyed: destroyed means in every copy', async () => {
    const { leslie } = stage.cast
    const { db, store } = stage.platform
    const clipId = await readyClipOf(stage.platform, leslie, { title: 'to be destroyed' })
    await readyClipOf(stage.platform, leslie, { title: 'stays' })
    const id = await askForExport(leslie)
    await runExport(stage.platform, id)
    const clip = await clipRow(clipId)
    await db.transaction().execute((trx) => orderPurge(trx, clip, 'owner', leslie.viewer.personId))
    expect((await leslie.get(`/api/v1/me/exports/${id}/file`)).status).toBe(404)
    await sweepExports(db, store)
    expect(await stored()).toEqual([])
    const paths = [...(await exportOf(stage.platform, leslie)).keys()]
    expect(paths).toContain('clips/001-stays/clip.json')
    expect(paths.join()).not.toContain('destroyed/')
  })

  test('as a try, when a clip is destroyed meanwhile; the next try goes without it', async () => {
    const { leslie } = stage.cast
    const { db } = stage.platform
    const clipId = await readyClipOf(stage.platform, leslie)
    const id = await askForExport(leslie)
    const attempt = await beginExport(db, id)
    if (!attempt) throw new Error('it did not begin')
    const clip = await clipRow(clipId)
    await db.transaction().execute((trx) => orderPurge(trx, clip, 'owner', leslie.viewer.personId))
    await expect(publishExport(db, attempt, 1, [{ id: clipId, state: 'ready', cutNo: 1 }])).rejects.toThrow(
      'shared with you',
    )
    expect(await exportRows(clipId)).toBe(0)
    await runExport(stage.platform, id)
    expect((await leslie.get(`/api/v1/me/exports/${id}`)).body.state).toBe('ready')
  })
})

describe('a worker that dies', () => {
  test('at any point leaves no file behind once the next one is through', async () => {
    const { leslie } = stage.cast
    const { db, store } = stage.platform
    await readyClipOf(stage.platform, leslie)
    const id = await askForExport(leslie)
    const aborted = AbortSignal.abort()
    await expect(runExport(stage.platform, id, aborted)).rejects.toThrow()
    expect(await stored()).toEqual([])
    // It died after the file was written and before it was published.
    const attempt = await beginExport(db, id)
    await store.put(attempt?.objectKey ?? '', Readable.from([Buffer.from('written, and never published')]))
    await runExport(stage.platform, id)
    expect(await stored()).toHaveLength(1)
    expect((await leslie.get(`/api/v1/me/exports/${id}`)).body.state).toBe('ready')
  })
})
